package org.perfectstorm.provider.docker.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call to an engine that goes on in a thread of its own. Closing it gives it up. */
final class Pending<T extends AutoCloseable> implements AutoCloseable {
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final Thread thread;
  private boolean taken;

  /** What is asked. */
  interface Call<T> {
    T of(Engine engine) throws EngineException, InterruptedException;
  }

  private Pending(Engine engine, Call<T> call) {
    thread = Thread.ofVirtual().start(() -> run(engine, call));
  }

  /** Asks. */
  static <T extends AutoCloseable> Pending<T> of(Engine engine, Call<T> call) {
    return new Pending<>(engine, call);
  }

  private void run(Engine engine, Call<T> call) {
    try {
      T given = call.of(engine);
      if (!answer.complete(given)) {
        shut(given); // it came when nobody wanted it any more
      }
    } catch (EngineException | InterruptedException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Waits at most so long; whether there is an answer, or none will come. */
  boolean isOver(Duration within) throws InterruptedException {
    try {
      answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Whether there is an answer now. */
  boolean isAnswered() {
    return answer.isDone() && !answer.isCompletedExceptionally();
  }

  /** The answer of one that is over: the caller's to close. */
  T take() throws EngineException, InterruptedException {
    try {
      T given = answer.get();
      taken = true;
      return given;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case EngineException why -> throw why;
        case RuntimeException why -> throw why;
        default -> throw (InterruptedException) new InterruptedException("stopped").initCause(e);
      }
    }
  }

  @Override
  public void close() {
    if (answer.cancel(false)) {
      thread.interrupt();
    } else if (!taken && isAnswered()) {
      shut(answer.join());
    }
  }

  private static void shut(AutoCloseable given) {
    try {
      given.close();
    } catch (Exception e) {
      // Nobody wants it.
    }
  }
}
