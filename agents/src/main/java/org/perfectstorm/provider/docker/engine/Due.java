package org.perfectstorm.provider.docker.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which lists are to be asked for again: those that an event hints at, and now and then all, since
 * hints may be lost. Safe to share between threads.
 *
 * @param <P> the lists that there are
 */
public final class Due<P extends Enum<P>> {
  private final Class<P> parts;
  private final Duration everythingAfter;
  private final Map<P, Duration> sooner;
  private final Set<P> due;
  private long everythingAt = System.nanoTime();

  /** When those are due that do not wait for a hint. */
  private final Map<P, Long> at;

  /**
   * All are due.
   *
   * @param everythingAfter after which all are due anyway
   * @param sooner after which some are, of which not every change has an event
   */
  public Due(Class<P> parts, Duration everythingAfter, Map<P, Duration> sooner) {
    this.parts = parts;
    this.everythingAfter = everythingAfter;
    this.sooner = Map.copyOf(sooner);
    this.due = EnumSet.allOf(parts);
    this.at = new EnumMap<>(parts);
  }

  /** These are due. */
  public synchronized void hint(Set<P> some) {
    due.addAll(some);
  }

  /** All are due. */
  public synchronized void hintAll() {
    due.addAll(EnumSet.allOf(parts));
  }

  /**
   * Those that are due; from now on they are not.
   *
   * @param hears whether there are events that would hint; else all are due
   */
  public synchronized Set<P> take(boolean hears) {
    long now = System.nanoTime();
    if (!hears || now - everythingAt > 0) {
      hintAll();
    }
    at.forEach(
        (part, when) -> {
          if (now - when > 0) {
            due.add(part);
          }
        });
    Set<P> taken = EnumSet.noneOf(parts);
    taken.addAll(due);
    due.clear();
    sooner.forEach(
        (part, after) -> {
          if (taken.contains(part)) {
            at.put(part, now + after.toNanos());
          }
        });
    if (taken.size() == EnumSet.allOf(parts).size()) {
      everythingAt = now + everythingAfter.toNanos();
    }
    return taken;
  }
}
