package org.perfectstorm.store.mongodb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;

/**
 * The jobs that were deleted last: their logs may be in the collection for a moment still. Safe to
 * share between threads.
 */
final class DeletedJobs {
  private static final int REMEMBERED = 10_000;

  private final Set<String> ids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  void add(Commit commit) {
    for (Change change : commit.changes()) {
      if (change.kind() == Kind.JOB && change.after() == null) {
        ids.add(change.id());
      }
    }
  }

  boolean has(String job) {
    return ids.contains(job);
  }
}
