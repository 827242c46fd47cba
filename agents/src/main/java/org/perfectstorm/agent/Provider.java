package org.perfectstorm.agent;

/**
 * One cloud, as an agent sees it. Used by one thread, but for {@link #close}, which any thread may
 * call to end a {@link #list} that is under way.
 */
public interface Provider extends AutoCloseable {
  /** From now on, rings when something may have changed. Called once, before the first listing. */
  void watch(Bell bell);

  /**
   * Everything that there is now. The same object as before says that nothing changed.
   *
   * @throws CloudException if any part of it is not to be had: a part is never handed out as the
   *     whole
   */
  World list() throws CloudException, InterruptedException;

  /** Where the cloud is, for messages: {@code Docker Engine at unix:///var/run/docker.sock}. */
  @Override
  String toString();

  @Override
  void close();
}
