package org.perfectstorm.provider.docker.engine;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The managers of one swarm, of which one is asked as long as it answers; then another. All that
 * are made with the same place turn to the same one.
 *
 * <p>A manager that has no leader to ask lets a question hang for 20 s, and goes on so when there
 * is a new leader for long: only who asks again is answered. So while a list is waited for,
 * something small is asked beside it, here and at the other managers. If another one answers, it is
 * asked from now on; if this one answers, and did not before, the question is put anew.
 */
public final class Managers implements Engine {
  private static final Logger log = LoggerFactory.getLogger(Managers.class);

  /** So long nobody doubts; then so long between two questions beside. */
  private static final Duration UNDOUBTED = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Of what is asked beside: who takes longer does not answer. */
  private static final Duration PROMPT = Duration.ofSeconds(1);

  /** Costs nothing, but needs a leader. */
  private static final String SMALL = "/services?filters={\"id\":[\"none\"]}";

  private final List<Engine> engines;
  private final Place place;

  /** Who answered when the one that was asked did not; -1 if nobody. */
  private final AtomicInteger better = new AtomicInteger(-1);

  /**
   * After a call that was given up: the next one is waited for, lest a large swarm's lists are
   * given up each time.
   */
  private volatile boolean isPatient;

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

    private void move(int from, int to) {
      at.compareAndSet(from, to);
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
    int from = place.at.get();
    int known = better.getAndSet(-1);
    int to = known < 0 ? (from + 1) % engines.size() : known;
    if (to != from) {
      place.move(from, to);
      log.debug("{} instead of {}", engines.get(to), engines.get(from));
    }
  }

  @Override
  public InputStream get(String path) throws EngineException, InterruptedException {
    return answered(engine -> engine.get(path));
  }

  @Override
  public Listening listen(Doc filters, Listener listener)
      throws EngineException, InterruptedException {
    return answered(engine -> engine.listen(filters, listener));
  }

  private <T extends AutoCloseable> T answered(Pending.Call<T> call)
      throws EngineException, InterruptedException {
    int at = place.at.get();
    Engine asked = engines.get(at);
    try (Pending<T> pending = Pending.of(asked, call)) {
      boolean wasSilent = false;
      Duration wait = UNDOUBTED;
      while (!pending.isOver(wait)) {
        wait = PAUSE;
        if (isPatient) {
          continue;
        }
        int answers = whoAnswers(at);
        if (answers == at ? wasSilent : answers >= 0) {
          isPatient = true;
          better.set(answers);
          throw new EngineException(
              asked
                  + " does not answer"
                  + (answers == at
                      ? ": it waited for a leader"
                      : ", " + engines.get(answers) + " does"));
        }
        wasSilent |= answers != at;
      }
      T answer = pending.take();
      isPatient = false;
      return answer;
    }
  }

  /** Who answers something small: rather this one than another; -1 if nobody does. */
  private int whoAnswers(int rather) throws InterruptedException {
    List<Pending<InputStream>> all =
        engines.stream().map(engine -> Pending.of(engine, each -> each.get(SMALL))).toList();
    try {
      long deadline = System.nanoTime() + PROMPT.toNanos();
      int who = -1;
      for (int i = 0; i < all.size(); i++) {
        int one = (rather + i) % all.size();
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (all.get(one).isOver(left) && all.get(one).isAnswered()) {
          who = one;
          break;
        }
      }
      return who;
    } finally {
      all.forEach(Pending::close);
    }
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
  public String toString() {
    return now().toString();
  }

  @Override
  public void close() {
    engines.forEach(Engine::close);
  }
}
