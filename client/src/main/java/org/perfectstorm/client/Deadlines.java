package org.perfectstorm.client;

import java.time.Duration;

/**
 * How long to wait. Nothing in this package waits without one of these. Each of several servers
 * that is tried has them.
 *
 * @param connect for a connection
 * @param answer for one whole answer, from sending the request to its last byte
 * @param silence for the next sign of life of the event feed, which has one every 10 s
 */
public record Deadlines(Duration connect, Duration answer, Duration silence) {
  /** 5 s, 60 s, 30 s. */
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30));
}
