package org.perfectstorm.provider.swarm.labels;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.client.LiveView.Picture;
import org.perfectstorm.client.Servers;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.swarm.labels.Labelled.Outcome;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the labels of services and nodes in step with the groups that they are in. The feed of
 * memberships says when to look; now and then it looks anyway, so that what others did to the
 * labels is put right. What was tried in vain is tried again later.
 */
public final class Labelling implements Duty {
  private static final Logger log = LoggerFactory.getLogger(Labelling.class);
  private static final Deadlines QUICK =
      new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));

  private static final Duration TICK = Duration.ofMillis(500);

  /** No more updates than one in so long: each costs the managers an agreement. */
  private static final Duration BETWEEN_UPDATES = Duration.ofMillis(100);

  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Client client;
  private final Labelled labelled;
  private final Tempo tempo;
  private final Flapping flapping = new Flapping();
  private final Set<String> noted = new HashSet<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("labels").unstarted(this::run);

  /** When what could not be done is tried again, by Docker's ID. */
  private final Map<String, Long> later = new HashMap<>();

  /** The agent's key; null as long as it is not registered. */
  private volatile String agent;

  private volatile boolean closed;

  /**
   * How often what happens.
   *
   * @param look how often all is looked at without a hint
   * @param retry how long to wait with what could not be done
   */
  record Tempo(Duration look, Duration retry) {
    static final Tempo USUAL = new Tempo(Duration.ofMinutes(3), Duration.ofSeconds(5));
  }

  /** Labels through this engine, which stays the caller's, by the groups of this stormd. */
  public Labelling(Engine engine, Servers stormd) {
    this(engine, stormd, Tempo.USUAL);
  }

  Labelling(Engine engine, Servers stormd, Tempo tempo) {
    this.labelled = new Labelled(engine);
    this.client = new Client(stormd, QUICK);
    this.tempo = tempo;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void actsFor(String key) {
    agent = key;
  }

  @Override
  public void rests() {
    agent = null;
  }

  private void run() {
    try {
      while (!closed) {
        String key = agent;
        if (key == null) {
          Thread.sleep(TICK);
        } else {
          follow(key);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Keeps in step for as long as the agent is registered. */
  private void follow(String key) throws InterruptedException {
    Map<String, Wanted> wanted = Map.of();
    long lookAt = System.nanoTime() + tempo.look.toNanos();
    try (LiveView view = LiveView.memberships(client, () -> Wanted.read(client, key))) {
      while (!closed && key.equals(agent)) {
        Picture picture = view.next(TICK);
        if (picture != null && picture.problem() == null) {
          wanted = take(picture.docs());
          apply(wanted);
        } else if (System.nanoTime() - lookAt >= 0) {
          lookAt = System.nanoTime() + tempo.look.toNanos();
          flapping.tidy(System.nanoTime());
          wanted = look(key, wanted);
          apply(wanted);
        }
        again(wanted);
      }
    }
  }

  private Map<String, Wanted> look(String key, Map<String, Wanted> before) {
    try {
      return take(Wanted.read(client, key));
    } catch (ClientException e) {
      log.debug("No look at the labels: {}", e.getMessage());
      return before;
    }
  }

  private static Map<String, Wanted> take(List<Doc> docs) {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (Doc doc : docs) {
      Wanted one = Wanted.of(doc);
      if (one != null) {
        wanted.put(one.id(), one);
      }
    }
    return wanted;
  }

  private void apply(Map<String, Wanted> wanted) throws InterruptedException {
    later.keySet().retainAll(wanted.keySet());
    for (Wanted thing : wanted.values()) {
      thing.groups().forEach(this::noteNameless);
      boolean differs =
          !permitted(thing, Labels.changes(thing.labels(), Labels.of(thing.groups()))).isEmpty();
      if (differs && !later.containsKey(thing.id())) {
        update(thing);
      }
    }
  }

  /** Tries again what it is time for. */
  private void again(Map<String, Wanted> wanted) throws InterruptedException {
    long now = System.nanoTime();
    for (String id : List.copyOf(later.keySet())) {
      if (now - later.get(id) >= 0) {
        later.remove(id);
        if (wanted.containsKey(id)) {
          update(wanted.get(id));
        }
      }
    }
  }

  private void update(Wanted thing) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("closed");
    }
    try {
      switch (labelled.update(thing, changes -> permitted(thing, changes))) {
        case Outcome.Done done -> {
          if (!done.changes().isEmpty()) {
            changed(thing, done.changes());
            Thread.sleep(BETWEEN_UPDATES);
          }
        }
        case Outcome.Busy busy -> {
          log.debug("{} is {}: its labels wait", thing.name(), busy.state());
          later(thing);
        }
        case Outcome.Gone _ -> log.debug("{} is gone", thing.name());
      }
    } catch (EngineException e) {
      note(
          thing.id(),
          "The labels of " + thing.name() + " cannot be changed now: " + e.getMessage());
      later(thing);
    }
  }

  private void later(Wanted thing) {
    later.put(thing.id(), System.nanoTime() + tempo.retry.toNanos());
  }

  private Map<String, String> permitted(Wanted thing, Map<String, String> changes) {
    Map<String, String> some = new TreeMap<>(changes);
    some.keySet().removeIf(name -> !flapping.mayChange(thing.id(), name, System.nanoTime()));
    return some;
  }

  private void changed(Wanted thing, Map<String, String> changes) {
    noted.remove(thing.id());
    StringBuilder text = new StringBuilder();
    changes.forEach((name, value) -> text.append(value == null ? " -" : " +").append(name));
    log.info("Labels of {}:{}", thing.name(), text);
    for (String name : changes.keySet()) {
      Duration rest = flapping.changed(thing.id(), name, System.nanoTime());
      if (rest != null) {
        log.warn(
            "The label {} of {} comes and goes, maybe since its group's query asks for it; it stays"
                + " as it is for {} minutes",
            name,
            thing.name(),
            rest.toMinutes());
      }
    }
  }

  private void noteNameless(String group) {
    String obstacle = Labels.obstacle(group);
    if (obstacle != null && noted.add("group " + group)) {
      log.warn("A group has no label: {}", obstacle);
    }
  }

  /** Says it once, until it works again. */
  private void note(String id, String what) {
    if (noted.add(id)) {
      log.warn("{}; trying again", what);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        thread.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
