package org.perfectstorm.core;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LeftBehind;
import org.perfectstorm.store.LostRace;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that commits: takes all the work that waits, does it on what is now, has the store
 * keep it, and only then shows it.
 *
 * <p>Where other servers write to the same store, it follows them, and its own work takes its place
 * in their order: what was done in vain, since another one was first, is done again on top of that.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private static final int WAITING = 10_000;
  private static final int BATCH = 1_000;

  /** So many times in a row others are asked what they did. */
  private static final int AT_ONCE = 20;

  /** So long a batch is tried anew because others were first. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private static final long BREATH_NANOS = Duration.ofMillis(5).toNanos();

  private final Store store;
  private final Clock clock;
  private final LiveGroups groups;
  private final Subscriptions subscriptions;
  private final Health health;
  private final Shown shown;
  private final BlockingQueue<Work<?>> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = Thread.ofPlatform().name("commits").unstarted(this::run);
  private volatile boolean closed;

  /** How often others are asked for; null if there are none. */
  private final Duration watching;

  /** When the store last said what others did. */
  private long heard = System.nanoTime();

  /** Whether the store was there the last time, and would not keep what it was given. */
  private boolean isFull;

  /** Why nothing can be written any more; null as long as it can. */
  private StoreException broken;

  /** Who waits for what others did. */
  private final Freshness freshness = new Freshness();

  /** What everybody sees. */
  interface Shown {
    State state();

    /** Shows all that the store has, anew: it cannot be told what led to it. */
    void load();

    /** Shows a new state, and tells of what led to it. */
    void show(State next, List<Commit> commits);
  }

  Writer(
      Store store,
      Clock clock,
      LiveGroups groups,
      Subscriptions subscriptions,
      Health health,
      Shown shown) {
    this.store = store;
    this.clock = clock;
    this.groups = groups;
    this.subscriptions = subscriptions;
    this.health = health;
    this.shown = shown;
    this.watching = store.watching();
  }

  void start() {
    thread.start();
  }

  /** Queues work; not if too much waits, or it is being closed. */
  boolean offer(Work<?> work) {
    return !closed && queue.offer(work);
  }

  /**
   * Waits until all is shown that any server has committed before this call.
   *
   * @return whether it is; not, if the store does not say so in time
   */
  boolean catchUp(Duration within) throws InterruptedException {
    if (watching == null) {
      return true;
    }
    long asked = freshness.ask();
    // So that nobody waits for the next look, which is 0.2 s away.
    boolean _ = queue.offer(new Work<>(_ -> null));
    return freshness.await(asked, within);
  }

  /** Finishes what is queued, if that takes no longer than a time. */
  void close(Duration patience) {
    closed = true;
    // Not interrupted: the store may be in the middle of something. If this does not fit, much
    // waits.
    boolean _ = queue.offer(new Work<>(_ -> null));
    try {
      thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Work<?>> batch = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      Work<?> first = next();
      if (first != null) {
        batch.add(first);
      }
      try {
        if (left() <= 0) {
          look();
        }
        if (first != null) {
          queue.drainTo(batch, BATCH);
          write(batch);
        }
      } catch (RuntimeException | StackOverflowError e) {
        LOG.error("commits cannot go on", e);
        stopWriting(
            "Nothing can be written any more (%s); reads go on. Start this stormd again.", e);
        batch.forEach(work -> work.outcome().completeExceptionally(broken));
      }
      batch.clear();
    }
  }

  /** The next work; null when others are to be asked for. */
  private Work<?> next() {
    try {
      return watching == null ? queue.take() : queue.poll(left(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException unexpected) {
      return null; // Nobody interrupts this thread.
    }
  }

  /** How long until others are asked for. */
  private long left() {
    if (watching == null) {
      return Long.MAX_VALUE;
    }
    return freshness.isAsked() ? 0 : heard + watching.toNanos() - System.nanoTime();
  }

  private void write(List<Work<?>> batch) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      Attempt attempt = Attempt.of(batch, shown.state(), clock, store, groups, subscriptions);
      try {
        keep(attempt.commits());
      } catch (LostRace | LeftBehind race) {
        restore();
        if (System.nanoTime() > deadline) {
          attempt.fail(new StoreException("Other servers write all the time. Try again.", null));
          return;
        }
        try {
          catchUp();
        } catch (StoreException unreadable) {
          health.failed(unreadable);
          attempt.fail(unreadable);
          return;
        }
        continue;
      } catch (RuntimeException lost) {
        restore();
        attempt.fail(lost);
        return;
      }
      if (attempt.isRefusal() && watching != null) {
        // Nothing was written, which would have told that nobody else was first.
        try {
          if (follow() && System.nanoTime() < deadline) {
            continue;
          }
        } catch (StoreException unknown) {
          health.failed(unknown);
          attempt.failAll(unknown);
          return;
        }
      }
      groups.settle();
      shown.show(attempt.state(), attempt.commits());
      attempt.answer();
      return;
    }
  }

  private void keep(List<Commit> commits) {
    if (broken != null) {
      throw broken;
    }
    if (commits.isEmpty()) {
      return;
    }
    try {
      store.append(commits);
      heard = System.nanoTime();
      isFull = false;
      health.kept();
    } catch (StoreException unwritable) {
      isFull = !unwritable.isAway();
      health.failed(unwritable);
      throw unwritable;
    }
  }

  /** Back to what is shown. */
  private void restore() {
    groups.restore(shown.state());
    groups.settle();
  }

  /** Takes over what came first. */
  private void catchUp() {
    if (!follow()) {
      // Written, but not yet kept by a majority of the database's servers.
      LockSupport.parkNanos(BREATH_NANOS);
    }
  }

  private void look() {
    freshness.begin();
    boolean isGood = false;
    try {
      follow();
      isGood = true;
      if (!isFull) {
        health.kept();
      }
    } catch (StoreException e) {
      health.failed(e);
    }
    freshness.end(isGood);
    heard = System.nanoTime();
  }

  /** Takes over what others committed; whether there was anything. */
  private boolean follow() {
    boolean followed = false;
    // Not for ever: they may write as fast as we read.
    for (int i = 0; i < AT_ONCE && broken == null; i++) {
      long began = System.nanoTime();
      try {
        List<Commit> commits = store.others();
        if (commits.isEmpty()) {
          freshness.knows(began);
          break;
        }
        State next = shown.state();
        for (Commit commit : commits) {
          next = repeat(commit, next);
        }
        groups.settle();
        shown.show(next, commits);
        followed = true;
      } catch (LeftBehind behind) {
        loadAnew(behind);
        followed = true;
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        // It is damaged, or of a newer stormd; or the store thinks that we know it: no number may
        // be written on top of that.
        LOG.error("what another server did cannot be taken over", e);
        stopWriting(
            "What another server did could not be taken over (%s). Reads go on without it; the log"
                + " has it. Start this stormd again, in the newest version that is in use.",
            e);
        restore();
      }
    }
    if (broken != null) {
      throw broken;
    }
    heard = System.nanoTime();
    return followed;
  }

  private void loadAnew(LeftBehind why) {
    LOG.warn("Reading everything anew: {}", why.getMessage());
    try {
      shown.load();
      LOG.info("Everything was read anew, up to event {}", shown.state().event());
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("what others did cannot be read", e);
      stopWriting(
          "What other servers did could not be read (%s). Reads go on without it. Start this stormd"
              + " again.",
          e);
      restore();
    }
  }

  private void stopWriting(String message, Throwable why) {
    broken = new StoreException(message.formatted(why.getMessage()), why);
    health.failed(broken);
  }

  private State repeat(Commit commit, State before) {
    Transaction repeated = new Transaction(before, clock.instant());
    repeated.repeat(commit);
    return groups.follow(before, repeated, commit.memberEvents());
  }
}
