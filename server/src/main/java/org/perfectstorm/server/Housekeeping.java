package org.perfectstorm.server;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Housekeeper;
import org.perfectstorm.core.Retention;

/** Lets the housekeeper look twice a second whether it is time for something. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("org.perfectstorm.stormd");
  private static final int MILLIS = 500;

  private final Housekeeper housekeeper;
  private final Core core;
  private final Duration keepEvents;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").factory());

  private final ScheduledFuture<?> looking;

  /**
   * @param kept how many jobs are kept
   * @param keepEvents how long events are kept at most; null for no such bound
   */
  Housekeeping(Core core, Retention.Limits kept, Duration keepEvents) {
    this.core = core;
    this.keepEvents = keepEvents;
    housekeeper = new Housekeeper(core, Clock.systemUTC(), kept);
    looking = clock.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (keepEvents != null) {
        core.expireEvents(keepEvents);
      }
      housekeeper.check();
    } catch (Core.Unavailable later) {
      LOG.fine("Nothing expires for now: " + later.getMessage());
    } catch (RuntimeException unexpected) {
      // Thrown further, it would end the looking.
      LOG.log(Level.SEVERE, "Not all that is overdue is noticed", unexpected);
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdown();
  }
}
