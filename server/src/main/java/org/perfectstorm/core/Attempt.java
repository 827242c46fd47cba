package org.perfectstorm.core;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Store;

/**
 * A batch of work, done on a state: each piece on what the one before left. Nothing of it counts
 * until it is kept; if it cannot be, it is thrown away.
 */
final class Attempt {
  private final List<Commit> commits = new ArrayList<>();
  private final List<Work<?>> done = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final List<Work<?>> refused = new ArrayList<>();
  private final List<Runnable> refusals = new ArrayList<>();
  private State state;

  private Attempt(State state) {
    this.state = state;
  }

  static Attempt of(
      List<Work<?>> batch,
      State state,
      Clock clock,
      Store store,
      LiveGroups groups,
      Subscriptions subscriptions) {
    Attempt attempt = new Attempt(state);
    for (Work<?> work : batch) {
      Transaction transaction = new Transaction(attempt.state, clock.instant());
      try {
        attempt.add(work, work.in(transaction), transaction, store, groups, subscriptions);
      } catch (RuntimeException | StackOverflowError why) {
        attempt.refused.add(work);
        attempt.refusals.add(() -> work.outcome().completeExceptionally(why));
      }
    }
    return attempt;
  }

  private void add(
      Work<?> work,
      Runnable answer,
      Transaction transaction,
      Store store,
      LiveGroups groups,
      Subscriptions subscriptions) {
    if (!transaction.isEmpty()) {
      try {
        Commit commit = transaction.commit(groups, subscriptions);
        String refusal = store.refusal(commit);
        if (refusal != null) {
          throw new Core.TooLarge(refusal);
        }
        commits.add(commit);
      } catch (RuntimeException | StackOverflowError e) {
        groups.restore(state);
        throw e;
      }
      state = transaction.state();
    }
    answers.add(answer);
    done.add(work);
  }

  /** The state with all of it. */
  State state() {
    return state;
  }

  /** What is to be kept; nothing if nothing changes. */
  List<Commit> commits() {
    return commits;
  }

  /** Tells everybody what came of their work, now that it is kept. */
  void answer() {
    answers.forEach(Runnable::run);
    refusals.forEach(Runnable::run);
  }

  /** Whether nothing changes, and something was refused: by what this server knows. */
  boolean isRefusal() {
    return commits.isEmpty() && !refusals.isEmpty();
  }

  /** Tells everybody that nothing is known of their work. */
  void failAll(RuntimeException why) {
    done.forEach(work -> work.outcome().completeExceptionally(why));
    refused.forEach(work -> work.outcome().completeExceptionally(why));
  }

  /** Tells everybody that their work was lost; what was refused was refused. */
  void fail(RuntimeException why) {
    done.forEach(work -> work.outcome().completeExceptionally(why));
    refusals.forEach(Runnable::run);
  }
}
