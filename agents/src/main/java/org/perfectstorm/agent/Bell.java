package org.perfectstorm.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Says that something may have changed. However often it rings, it is heard once; what rings while
 * nobody listens is heard by the next who does. Safe to share between threads.
 */
public final class Bell {
  private final Semaphore rings = new Semaphore(0);

  /** Rings. Never waits. */
  public void ring() {
    rings.release();
  }

  /** Waits for a ring; whether there was one. */
  boolean await(Duration longest) throws InterruptedException {
    boolean rang = rings.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
    rings.drainPermits();
    return rang;
  }

  /** Forgets the rings so far: whoever asks is about to look anyway. */
  void hush() {
    rings.drainPermits();
  }
}
