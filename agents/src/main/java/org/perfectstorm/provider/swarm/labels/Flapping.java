package org.perfectstorm.provider.swarm.labels;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices labels that are set and removed over and over: those of a group whose query asks for its
 * own label, so that each makes the other change. Such a label is left alone for a while. Not for
 * sharing between threads.
 */
final class Flapping {
  /** So many changes of one label of one thing, */
  static final int MOST = 6;

  /** within so long, are no coincidence. */
  static final Duration WITHIN = Duration.ofMinutes(2);

  /** Then it is left alone for so long. */
  static final Duration REST = Duration.ofHours(1);

  private final Map<Label, Deque<Long>> changes = new HashMap<>();
  private final Map<Label, Long> restsUntil = new HashMap<>();

  private record Label(String thing, String name) {}

  /** Whether a label may be changed now; moments in nanoseconds. */
  boolean mayChange(String thing, String name, long now) {
    Label label = new Label(thing, name);
    Long until = restsUntil.get(label);
    if (until == null) {
      return true;
    }
    if (now - until < 0) {
      return false;
    }
    restsUntil.remove(label);
    return true;
  }

  /** A label was changed. Whether that was once too often: from now on it rests. */
  boolean changed(String thing, String name, long now) {
    Label label = new Label(thing, name);
    Deque<Long> times = changes.computeIfAbsent(label, key -> new ArrayDeque<>());
    times.addLast(now);
    while (now - times.getFirst() > WITHIN.toNanos()) {
      times.removeFirst();
    }
    if (times.size() < MOST) {
      return false;
    }
    changes.remove(label);
    restsUntil.put(label, now + REST.toNanos());
    return true;
  }

  /** Forgets what is long ago. */
  void tidy(long now) {
    changes.values().removeIf(times -> now - times.getLast() > WITHIN.toNanos());
    restsUntil.values().removeIf(until -> now - until >= 0);
  }
}
