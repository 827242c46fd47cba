package org.perfectstorm.server;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Expiry;

/** Looks every second whether an agent went silent. */
final class Silence implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("org.perfectstorm.stormd");

  private final Expiry expiry;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("silence").factory());

  private final ScheduledFuture<?> looking;

  Silence(Core core) {
    expiry = new Expiry(core, Clock.systemUTC());
    looking = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      expiry.check();
    } catch (Core.Unavailable later) {
      LOG.fine("Silent agents stay online for now: " + later.getMessage());
    } catch (RuntimeException unexpected) {
      // Thrown further, it would end the looking.
      LOG.log(Level.SEVERE, "Silent agents are not noticed", unexpected);
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdown();
  }
}
