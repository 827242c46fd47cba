package org.perfectstorm.lab;

import java.time.Duration;

/** Waiting for what a distributed system will make true. */
final class Eventually {
  private static final long PAUSE_MILLIS = 100;

  private Eventually() {}

  /** Something that fails as long as it is not true. */
  interface Check {
    void run() throws Exception;
  }

  /**
   * Repeats a check until it succeeds.
   *
   * @throws AssertionError with the last failure's reason, if the time is over
   */
  @SuppressWarnings({"BusyWait", "ThreadSleep"})
  static void eventually(Duration within, Check check) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("not within " + within.toSeconds() + " s: " + e.getMessage(), e);
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
