package org.perfectstorm.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A piece of work that is to be committed, and who waits for its outcome. */
record Work<T>(Function<Transaction, T> work, CompletableFuture<T> outcome) {
  Work(Function<Transaction, T> work) {
    this(work, new CompletableFuture<>());
  }

  /** Does the work; what it answers is told later, by the returned action. */
  Runnable in(Transaction transaction) {
    T answer = work.apply(transaction);
    return () -> outcome.complete(answer);
  }
}
