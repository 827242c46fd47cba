package org.perfectstorm.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.perfectstorm.model.Durations;

/**
 * What the queries of one rendering may cost: objects that they look at, and time. The template
 * engine counts its own steps, but not what a query does for each object.
 *
 * <p>The time is the processor's, so that a busy machine fails nobody; only where that is much more
 * than expected the clock counts. For one thread.
 */
final class Budget {
  private static final int MOST = 5_000_000;
  private static final int SLOWER = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long limit;
  private final long began = System.nanoTime();
  private final long worked = processorTime();
  private long look;
  private int left = MOST;

  Budget(Duration time) {
    this.limit = time.toNanos();
    this.look = began + limit;
  }

  /** Takes what a query is about to look at. */
  void spend(int objects) {
    check();
    if (objects > left) {
      throw new IllegalStateException(
          "the queries of this template look at more than " + MOST + " objects");
    }
    left -= objects;
  }

  /** Whether there is time left; to be asked for each object. */
  void check() {
    long now = System.nanoTime();
    if (now - look < 0) {
      return;
    }
    long work = processorTime() - worked;
    boolean isLong = worked < 0 || work >= limit || now - began > SLOWER * limit;
    if (isLong || Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException(
          "the queries of this template take longer than "
              + Durations.text(Duration.ofNanos(limit)));
    }
    look = now + limit - work;
  }

  /** What the thread has worked, or a negative number if nobody knows. */
  private static long processorTime() {
    return Thread.currentThread().isVirtual() || !THREADS.isCurrentThreadCpuTimeSupported()
        ? -1
        : THREADS.getCurrentThreadCpuTime();
  }
}
