package org.perfectstorm.core;

import java.time.Clock;
import java.util.List;

/**
 * All that happens because time passes: agents expire, jobs time out and are deleted some day, and
 * what subscriptions held back is fired. Each is a commit like any other. For one thread.
 */
public final class Housekeeper {
  private final List<Runnable> duties;

  /**
   * Begins to count now.
   *
   * @param kept how many jobs are kept
   */
  public Housekeeper(Core core, Clock clock, Retention.Limits kept) {
    Expiry expiry = new Expiry(core, clock);
    Overdue overdue = new Overdue(core, clock);
    Retention retention = new Retention(core, clock, kept);
    Held held = new Held(core, clock);
    this.duties = List.of(expiry::check, overdue::check, held::check, retention::check);
  }

  /**
   * Does what it is time for; to be called about every second. One duty that fails does not keep
   * the others from being done.
   *
   * @throws RuntimeException what the first duty threw that failed; {@link Core.Unavailable} if it
   *     only could not be made durable. A later call tries again
   */
  public void check() {
    RuntimeException failed = null;
    for (Runnable duty : duties) {
      try {
        duty.run();
      } catch (RuntimeException e) {
        failed = failed == null ? e : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
