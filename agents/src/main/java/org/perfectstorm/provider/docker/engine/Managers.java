package org.perfectstorm.provider.docker.engine;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several managers of one swarm, of which one is asked as long as it answers; then the next. All
 * that are made with the same place turn to the same one.
 */
public final class Managers implements Engine {
  private static final Logger log = LoggerFactory.getLogger(Managers.class);

  private final List<Engine> engines;
  private final Place place;

  /** Which of some addresses is asked now. Safe to share between threads. */
  public static final class Place {
    private final List<EngineAddress> addresses;
    private final AtomicInteger at = new AtomicInteger();

    /** The first of them; there is one at least. */
    public Place(List<EngineAddress> addresses) {
      this.addresses = List.copyOf(addresses);
    }

    /** Where it is. */
    public EngineAddress address() {
      return addresses.get(at.get());
    }

    private void next(int from) {
      at.compareAndSet(from, (from + 1) % addresses.size());
    }
  }

  /** Asks through engines that are made for each address, and closed with this. */
  public Managers(Place place, Function<EngineAddress, Engine> made) {
    this.place = place;
    this.engines = place.addresses.stream().map(made).toList();
  }

  private Engine now() {
    return engines.get(place.at.get());
  }

  @Override
  public void moveOn() {
    if (engines.size() > 1) {
      int from = place.at.get();
      place.next(from);
      log.debug("{} instead of {}", now(), engines.get(from));
    }
  }

  @Override
  public InputStream get(String path) throws EngineException, InterruptedException {
    return now().get(path);
  }

  @Override
  public InputStream follow(String path) throws EngineException, InterruptedException {
    return now().follow(path);
  }

  @Override
  public byte[] post(String path, Doc body) throws EngineException, InterruptedException {
    return now().post(path, body);
  }

  @Override
  public void delete(String path) throws EngineException, InterruptedException {
    now().delete(path);
  }

  @Override
  public Listening listen(Doc filters, Listener listener)
      throws EngineException, InterruptedException {
    return now().listen(filters, listener);
  }

  @Override
  public String toString() {
    return now().toString();
  }

  @Override
  public void close() {
    engines.forEach(Engine::close);
  }
}
