package org.perfectstorm.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads of their own for work that takes the processor for seconds. Requests run on virtual
 * threads, which share few real ones: a handful of such work there, and nobody else is answered.
 */
final class RenderPool {
  private static final int THREADS = 2;
  private static final int WAITING = 32;
  private static final long PATIENCE_SECONDS = 15;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("render-", 0).daemon().factory());

  RenderPool() {
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Does some work, and waits for it.
   *
   * @throws Problem if too many others wait, or it is not done in time
   */
  <T> T run(Callable<T> work) {
    Future<T> done = null;
    try {
      done = threads.submit(work);
      return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      if (done != null) {
        done.cancel(true);
      }
      throw Problem.unavailable("other templates are being rendered");
    } catch (InterruptedException e) {
      done.cancel(true);
      Thread.currentThread().interrupt();
      throw Problem.unavailable("stormd is stopping");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
