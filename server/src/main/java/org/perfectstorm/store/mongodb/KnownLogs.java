package org.perfectstorm.store.mongodb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LogBounds;
import org.perfectstorm.store.LogPiece;

/**
 * The logs of jobs that changed last: how long they are, or that they are gone. Their collection
 * follows a moment later. Safe to share between threads.
 */
final class KnownLogs {
  private static final int REMEMBERED = 10_000;
  private static final long GONE = -1;

  private final Map<String, Long> ends =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void add(Commit commit) {
    for (LogPiece piece : commit.logs()) {
      put(piece.job(), piece.end());
    }
    for (Change change : commit.changes()) {
      if (change.kind() == Kind.JOB && change.after() == null) {
        put(change.id(), GONE);
      }
    }
  }

  private void put(String job, long end) {
    ends.remove(job);
    ends.put(job, end);
  }

  synchronized boolean isGone(String job) {
    return ends.getOrDefault(job, 0L) == GONE;
  }

  /** Up to where the middle of a log is not kept, whether it is there still or not. */
  synchronized long droppedUntil(String job) {
    return LogBounds.droppedUntil(ends.getOrDefault(job, 0L));
  }
}
