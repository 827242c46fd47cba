package org.perfectstorm.provider.docker.engine;

import java.time.Duration;
import java.util.function.Consumer;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps listening to an engine's events: whoever asks it to each time before he lists misses
 * nothing between the two. Used by one thread; what is heard comes from others.
 */
public final class Ear {
  private static final Logger log = LoggerFactory.getLogger(Ear.class);

  private final Engine engine;
  private final Doc filters;
  private final Duration again;
  private final Consumer<Event> heard;
  private final Runnable lost;

  /** Null when nobody tells us of events. */
  private Hearing hearing;

  private long listenAt = System.nanoTime();

  /**
   * Hears nothing yet.
   *
   * @param filters which events, as {@code GET /events} takes them
   * @param again how long to wait before an engine that refuses to tell is asked again
   * @param heard gets each event
   * @param lost is called when nothing more is heard
   */
  public Ear(Engine engine, Doc filters, Duration again, Consumer<Event> heard, Runnable lost) {
    this.engine = engine;
    this.filters = filters;
    this.again = again;
    this.heard = heard;
    this.lost = lost;
  }

  /**
   * Listens, unless it does already.
   *
   * @return whether this is new, so that whatever happened before was not heard
   * @throws EngineException if the engine does not answer; one that refuses is no error
   */
  public boolean listen() throws EngineException, InterruptedException {
    if (hears() || System.nanoTime() - listenAt < 0) {
      return false;
    }
    Hearing fresh = new Hearing();
    try {
      fresh.stream = engine.listen(filters, fresh);
      hearing = fresh;
    } catch (EngineException e) {
      if (!e.isRefused()) {
        throw e;
      }
      log.info("{}; listing everything every time instead", e.getMessage());
      listenAt = System.nanoTime() + again.toNanos();
    }
    return true;
  }

  /** Whether events are heard. */
  public boolean hears() {
    return hearing != null && !hearing.over;
  }

  /** Listens no more, until it is asked to again. */
  public void rest() {
    if (hearing != null) {
      hearing.stream.close();
      hearing = null;
    }
  }

  private final class Hearing implements Engine.Listener {
    /** Ours to close. */
    private Engine.Listening stream;

    private volatile boolean over;

    @Override
    public void happened(Event event) {
      heard.accept(event);
    }

    @Override
    public void ended() {
      over = true;
      lost.run();
    }
  }
}
