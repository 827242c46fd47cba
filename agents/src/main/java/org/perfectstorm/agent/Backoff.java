package org.perfectstorm.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: half a second, then twice as long each time up to a cap, a
 * quarter more or less by chance, so that many who wait for one do not all come back at once. Not
 * for sharing between threads.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(500);

  private final Duration cap;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration cap, RandomGenerator random) {
    this.cap = cap;
    this.random = random;
    this.next = first();
  }

  /** The wait after one more failure. */
  Duration next() {
    double around = 0.75 + random.nextDouble() / 2;
    Duration wait = Duration.ofNanos((long) (next.toNanos() * around));
    next = next.multipliedBy(2).compareTo(cap) < 0 ? next.multipliedBy(2) : cap;
    return wait;
  }

  /** It worked: the next failure begins anew. */
  void reset() {
    next = first();
  }

  private Duration first() {
    return FIRST.compareTo(cap) < 0 ? FIRST : cap;
  }
}
