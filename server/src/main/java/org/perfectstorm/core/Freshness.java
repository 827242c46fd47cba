package org.perfectstorm.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How new what a server shows is, where others write to the same store: those who must not be told
 * less than another server told them wait here. Moments are those of {@link System#nanoTime}. The
 * committing thread tells, anybody waits.
 */
final class Freshness {
  /** All that anybody committed before this moment is shown. */
  private long known = System.nanoTime();

  /** When the last look at what others did began. */
  private long looked = known;

  /** When the last one began that failed. */
  private long failed = known;

  /** The latest moment for which somebody waits. */
  private long wanted = known;

  /** Somebody wants to know all that was committed before now; to be awaited. */
  synchronized long ask() {
    wanted = System.nanoTime();
    return wanted;
  }

  /** Whether there is somebody for whom nobody has looked yet. */
  synchronized boolean isAsked() {
    return wanted - looked > 0;
  }

  /** A look begins. */
  synchronized void begin() {
    looked = System.nanoTime();
  }

  /** All that was committed before a moment is shown now. */
  synchronized void knows(long moment) {
    known = moment;
  }

  /** A look is over. */
  synchronized void end(boolean wasGood) {
    failed = wasGood ? failed : looked;
    notifyAll();
  }

  /**
   * Waits until all is shown that was committed before a moment.
   *
   * @return whether it is; not, if a look that began afterwards failed, or the time is over
   */
  synchronized boolean await(long moment, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (known - moment < 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || failed - moment >= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
