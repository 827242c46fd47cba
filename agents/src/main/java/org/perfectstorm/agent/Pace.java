package org.perfectstorm.agent;

import java.time.Duration;

/**
 * How long to rest between two listings: the interval that was asked for, but never so short that
 * the cloud spends more than a tenth of its time answering us. What counts is the quicker of the
 * last two listings, so that one hiccup does not slow the next. Not for sharing between threads.
 */
final class Pace {
  /** One part of listing to so many parts of rest. */
  private static final int RESTS = 9;

  /** The longest rest, however slow the cloud is. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration interval;
  private Duration last = Duration.ZERO;
  private Duration beforeLast = Duration.ZERO;

  Pace(Duration interval) {
    this.interval = interval;
  }

  /** A listing took so long. */
  void took(Duration listing) {
    beforeLast = last;
    last = listing;
  }

  /** How long to wait for a hint before listing again without one. */
  Duration rest() {
    Duration needed = cost().multipliedBy(RESTS);
    if (needed.compareTo(LONGEST) > 0) {
      needed = LONGEST;
    }
    return needed.compareTo(interval) > 0 ? needed : interval;
  }

  /**
   * How long to wait after a hint, so that a burst of them costs one listing: at least as long as
   * the cloud needs for an answer.
   */
  Duration settle() {
    Duration atLeast = Duration.ofMillis(50);
    Duration cost = cost();
    return cost.compareTo(atLeast) > 0 ? cost : atLeast;
  }

  private Duration cost() {
    return last.compareTo(beforeLast) < 0 ? last : beforeLast;
  }
}
