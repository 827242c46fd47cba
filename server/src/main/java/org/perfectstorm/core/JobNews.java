package org.perfectstorm.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LogPiece;

/**
 * Wakes those who wait for something new about a job: a change of it, or more of its log. Safe to
 * share between threads.
 */
public final class JobNews {
  private final Map<String, Next> waiting = new HashMap<>();
  private boolean closed;

  /** The next news about one job. To be asked for before looking at what there is already. */
  public static final class Next {
    private final CompletableFuture<Void> came = new CompletableFuture<>();

    /** Waits for it, at most so long; whether it came. */
    public boolean await(long millis) throws InterruptedException {
      try {
        came.get(millis, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** What will be told next about the job with an id. */
  public synchronized Next next(String job) {
    Next next = waiting.computeIfAbsent(job, _ -> new Next());
    if (closed) {
      next.came.complete(null);
    }
    return next;
  }

  /** Whether stormd is stopping: then every wait ends at once. */
  public synchronized boolean isClosed() {
    return closed;
  }

  synchronized void tell(List<Commit> commits) {
    if (waiting.isEmpty()) {
      return;
    }
    Set<String> jobs = new HashSet<>();
    for (Commit commit : commits) {
      for (Change change : commit.changes()) {
        if (change.kind() == Kind.JOB) {
          jobs.add(change.id());
        }
      }
      for (LogPiece piece : commit.logs()) {
        jobs.add(piece.job());
      }
    }
    for (String job : jobs) {
      Next next = waiting.remove(job);
      if (next != null) {
        next.came.complete(null);
      }
    }
  }

  /** Something may have happened to any job. */
  synchronized void tellAll() {
    waiting.values().forEach(next -> next.came.complete(null));
    waiting.clear();
  }

  synchronized void close() {
    closed = true;
    tellAll();
  }
}
