package org.perfectstorm.provider.docker.engine;

import java.io.InputStream;
import org.perfectstorm.value.Doc;

/**
 * The Docker API of one engine. Safe to share between threads: each call is by itself, and whoever
 * closes it ends them all.
 */
public interface Engine extends AutoCloseable {
  /**
   * Asks.
   *
   * @param path with the query, without the API's version: {@code /tasks}
   * @return the body of an answer of 200; reading it ends by a deadline, breaks where it is cut
   *     off, and is bounded. The caller closes it.
   * @throws EngineException if the engine does not answer, or answers otherwise
   */
  InputStream get(String path) throws EngineException, InterruptedException;

  /**
   * Asks for what has no end, such as logs that are followed.
   *
   * @return the body of an answer of success; reading it waits for as long as it takes, until
   *     somebody closes it or the engine ends it
   */
  InputStream follow(String path) throws EngineException, InterruptedException;

  /**
   * Changes something.
   *
   * @param path with the query, without the API's version: {@code /services/x/update?version=7}
   * @return the body of an answer of success, empty if it has none
   * @throws EngineException if the engine does not answer, or refuses; nobody knows then whether it
   *     happened, unless it {@link EngineException#isRefused refused}
   */
  byte[] post(String path, Doc body) throws EngineException, InterruptedException;

  /** Removes something; otherwise as {@link #post}. */
  void delete(String path) throws EngineException, InterruptedException;

  /**
   * Listens to the engine's events, from now on, until one of the two is closed or the engine is
   * gone. Returns once the engine listens to us, so that nothing that happens later is missed.
   *
   * @param filters which events, as {@code GET /events} takes them
   */
  Listening listen(Doc filters, Listener listener) throws EngineException, InterruptedException;

  /** What it says is of no use: later calls go to another one, if there is another. */
  default void moveOn() {}

  /** Where it is, for messages: {@code Docker Engine at unix:///var/run/docker.sock}. */
  @Override
  String toString();

  @Override
  void close();

  /** Learns of events, from another thread. Must be quick. */
  interface Listener {
    /** Something changed. */
    void happened(Event event);

    /** Nothing more will be heard. */
    void ended();
  }

  /** A stream of events that is open. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
