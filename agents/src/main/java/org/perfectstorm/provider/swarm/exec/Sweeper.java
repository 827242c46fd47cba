package org.perfectstorm.provider.swarm.exec;

import java.time.Duration;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes helpers that nobody waits for: at the start those of a process that died, and now and
 * then those of ours that could not be removed when their command was over.
 */
final class Sweeper implements Duty {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Sweeping sweeping;
  private final Runnable atTheEnd;
  private final Duration between;
  private final Duration retry;

  /** Whether this is the process that acts for the agent: helpers may be another's that does. */
  private volatile boolean acts;

  private final Thread thread = Thread.ofPlatform().daemon().name("sweeper").unstarted(this::run);

  /** Removes what is left; how many there were. */
  interface Sweeping {
    int sweep() throws EngineException, InterruptedException;
  }

  /**
   * @param atTheEnd is run when it has ended
   * @param between after which to look again
   * @param retry after which to look again if it failed
   */
  Sweeper(Sweeping sweeping, Runnable atTheEnd, Duration between, Duration retry) {
    this.sweeping = sweeping;
    this.atTheEnd = atTheEnd;
    this.between = between;
    this.retry = retry;
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(acts && sweep() ? between : retry);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private boolean sweep() throws InterruptedException {
    try {
      int removed = sweeping.sweep();
      if (removed > 0) {
        log.info("Removed {} helpers that were left behind", removed);
      }
      return true;
    } catch (EngineException e) {
      log.debug("Helpers that were left behind cannot be removed now: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void actsFor(String key) {
    acts = true;
  }

  @Override
  public void rests() {
    acts = false;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        thread.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    atTheEnd.run();
  }
}
