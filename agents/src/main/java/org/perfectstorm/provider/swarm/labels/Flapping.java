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

  /** Then it is left alone for so long, and twice as long each time it does so again, */
  static final Duration FIRST_REST = Duration.ofMinutes(5);

  /** but no longer than this. What is calm for as long after a rest begins anew. */
  static final Duration LONGEST_REST = Duration.ofHours(1);

  private final Map<Label, Deque<Long>> changes = new HashMap<>();
  private final Map<Label, Rest> rests = new HashMap<>();

  private record Label(String thing, String name) {}

  private record Rest(Duration time, long until) {}

  /** Whether a label may be changed now; moments in nanoseconds. */
  boolean mayChange(String thing, String name, long now) {
    Label label = new Label(thing, name);
    Rest rest = rests.get(label);
    return rest == null || now - rest.until >= 0;
  }

  /** A label was changed. How long it rests now, if that was once too often; else null. */
  Duration changed(String thing, String name, long now) {
    Label label = new Label(thing, name);
    Deque<Long> times = changes.computeIfAbsent(label, key -> new ArrayDeque<>());
    times.addLast(now);
    while (now - times.getFirst() > WITHIN.toNanos()) {
      times.removeFirst();
    }
    if (times.size() < MOST) {
      return null;
    }
    changes.remove(label);
    Duration time = next(rests.get(label));
    rests.put(label, new Rest(time, now + time.toNanos()));
    return time;
  }

  private static Duration next(Rest last) {
    if (last == null) {
      return FIRST_REST;
    }
    Duration twice = last.time.multipliedBy(2);
    return twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
  }

  /** Forgets what is long ago. */
  void tidy(long now) {
    changes.values().removeIf(times -> now - times.getLast() > WITHIN.toNanos());
    rests.values().removeIf(rest -> now - rest.until >= LONGEST_REST.toNanos());
  }
}
