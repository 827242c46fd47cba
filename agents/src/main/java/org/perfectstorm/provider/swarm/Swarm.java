package org.perfectstorm.provider.swarm;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.perfectstorm.agent.Bell;
import org.perfectstorm.agent.CloudException;
import org.perfectstorm.agent.Identity;
import org.perfectstorm.agent.Provider;
import org.perfectstorm.agent.World;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Ear;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.Event;
import org.perfectstorm.provider.docker.engine.Listing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One swarm, through one of its managers.
 *
 * <p>Tasks have no events, so they are listed every time, and nodes, of which some changes have
 * none, every few seconds; the rest is when an event hints at it, and now and then anyway, since
 * hints may be lost. Whatever looks like half an answer counts as none: an error, a list cut short,
 * the same id twice, a swarm without nodes.
 */
final class Swarm implements Provider {
  private static final Logger log = LoggerFactory.getLogger(Swarm.class);

  /** After so long everything is listed, hint or not. */
  private static final Duration EVERYTHING_AFTER = Duration.ofSeconds(30);

  /** Whether a manager can be reached, and which one leads, has no event. */
  private static final Duration NODES_AFTER = Duration.ofSeconds(2);

  /** In {@code GET /info}: what differs at every look, and means nothing to a swarm. */
  private static final List<String> RESTLESS =
      List.of("SystemTime", "NFd", "NGoroutines", "NEventsListener");

  private static final int LARGEST_INFO = 1 << 24;
  private static final int LARGEST_VOLUMES = 1 << 26;

  private static final int NOT_LISTED = 501;

  /** What an engine says to what it does not offer. */
  private static final Set<Integer> NOT_THERE = Set.of(403, 404, 405, NOT_LISTED);

  /** What changes what we list; what else happens in containers (exec, attach) does not. */
  private static final Doc HEARD =
      Doc.of(
          "type", List.of("service", "node", "network", "config", "secret", "volume", "container"),
          "event", List.of("create", "update", "remove", "start", "die", "kill", "destroy"));

  /** What is only listed when it may have changed. */
  private enum Part {
    INFO,
    NODES,
    SERVICES,
    NETWORKS,
    CONFIGS,
    SECRETS,
    VOLUMES
  }

  private static final Set<Part> CONTEXT = EnumSet.of(Part.NODES, Part.SERVICES);

  /** What an engine may keep to itself, without harm for the rest; the types of what is in it. */
  private static final Map<Part, String> EXTRAS =
      new EnumMap<>(
          Map.of(
              Part.NETWORKS, "swarm-network",
              Part.CONFIGS, "swarm-config",
              Part.SECRETS, "swarm-secret",
              Part.VOLUMES, "swarm-volume"));

  private final Engine engine;
  private final Naming naming;
  private final Doc options;
  private final Mapped mapped;
  private Bell bell = new Bell();

  /** Guarded by itself: hints come from other threads. */
  private final Set<Part> due = EnumSet.allOf(Part.class);

  private final Ear ear;
  private long everythingAt = System.nanoTime();
  private long nodesAt = System.nanoTime();

  private Doc info = Doc.EMPTY;
  private Listing nodes = Listing.NONE;
  private Listing services = Listing.NONE;
  private Extras extras = Extras.NONE;

  /** The extras that this swarm has listed; of others nobody knows what there is. */
  private final Map<Part, Listing> listed = new EnumMap<>(Part.class);

  /** Extras that it does not list now, as was said in the log. */
  private final Set<Part> refused = EnumSet.noneOf(Part.class);

  private Listing tasks = Listing.NONE;

  /** What the lists above gave; null before the first and after a failure. */
  private World world;

  /** Takes over the engine. {@code options} are the agent's: what it does beyond discovery. */
  Swarm(Engine engine, Naming naming, Doc options) {
    this(engine, naming, options, EnvironmentMask.NONE);
  }

  /** As before, and {@code mask} takes out of snapshots what is secret. */
  Swarm(Engine engine, Naming naming, Doc options, EnvironmentMask mask) {
    this.mapped = new Mapped(mask);
    this.engine = engine;
    this.naming = naming;
    this.options = options;
    this.ear = new Ear(engine, HEARD, EVERYTHING_AFTER, this::heard, this::deaf);
  }

  @Override
  public void watch(Bell bell) {
    this.bell = bell;
  }

  @Override
  public World list() throws CloudException, InterruptedException {
    try {
      if (ear.listen()) {
        hint(EnumSet.allOf(Part.class));
      }
      return read();
    } catch (EngineException e) {
      failed();
      throw new CloudException(e.getMessage(), e);
    } catch (InterruptedException e) {
      failed();
      throw e;
    }
  }

  /** Whatever was known may be of another engine by now. */
  private void failed() {
    hint(EnumSet.allOf(Part.class));
    world = null;
    ear.rest();
    engine.moveOn();
  }

  private World read() throws EngineException, InterruptedException {
    Set<Part> parts = takeDue(System.nanoTime());
    Doc oldInfo = info;
    Listing oldNodes = nodes;
    Listing oldServices = services;
    Extras oldExtras = extras;
    Listing oldTasks = tasks;

    if (parts.contains(Part.INFO)) {
      info = info();
      if (!clusterId(info).equals(clusterId(oldInfo))) {
        // What the other swarm had is not this one's.
        parts = EnumSet.allOf(Part.class);
        listed.clear();
      }
    }
    if (parts.contains(Part.NODES)) {
      nodes = nodes();
    }
    if (parts.contains(Part.SERVICES)) {
      services = services.again(engine, "/services", "ID");
    }
    extras = extras(parts);
    tasks = tasks.again(engine, "/tasks", "ID");
    boolean same =
        info.equals(oldInfo)
            && nodes.equals(oldNodes)
            && services.equals(oldServices)
            && extras.equals(oldExtras)
            && tasks.equals(oldTasks);
    if (same && world != null && world.unknown().equals(unknown())) {
      return world;
    }
    Context now = Context.of(info, nodes.docs(), services.docs(), extras.networks().docs());
    if (!parts.containsAll(CONTEXT) && tasks.docs().stream().anyMatch(now::isStrange)) {
      nodes = nodes();
      services = services.again(engine, "/services", "ID");
      now = Context.of(info, nodes.docs(), services.docs(), extras.networks().docs());
    }
    world = map(now);
    return world;
  }

  private static String clusterId(Doc info) {
    return Objects.toString(Mapping.cluster(info).text("ID"), "");
  }

  /** The types of what this swarm never listed. */
  private Set<String> unknown() {
    return EXTRAS.entrySet().stream()
        .filter(extra -> !listed.containsKey(extra.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private World map(Context now) {
    String name = naming.cluster(Mapping.cluster(info).doc("Spec").text("Name"));
    String summary =
        String.format(
            "swarm %s with %d nodes, %d services, %d tasks",
            name, nodes.docs().size(), services.docs().size(), tasks.docs().size());
    return new World(
        new Identity("swarm", naming.agent(now.cluster()), options),
        mapped.resources(now, info, name, nodes, extras, services, tasks),
        unknown(),
        summary);
  }

  private Doc info() throws EngineException, InterruptedException {
    Doc now = Answers.doc(engine, "/info", LARGEST_INFO);
    String obstacle = Membership.obstacle(now);
    if (obstacle != null) {
      throw new EngineException("This " + engine + " " + obstacle);
    }
    return calm(now).equals(calm(info)) ? info : now;
  }

  private static Doc calm(Doc info) {
    Doc calm = info;
    for (String key : RESTLESS) {
      calm = calm.without(key);
    }
    return calm;
  }

  private Listing nodes() throws EngineException, InterruptedException {
    Listing now = nodes.again(engine, "/nodes", "ID");
    String self = info.doc("Swarm").text("NodeID");
    if (now.docs().stream().noneMatch(node -> self == null || self.equals(node.text("ID")))) {
      throw new EngineException(
          engine + " lists " + now.docs().size() + " nodes, and not itself: not the whole swarm");
    }
    return now;
  }

  private Extras extras(Set<Part> parts) throws EngineException, InterruptedException {
    return new Extras(
        extra(
            Part.NETWORKS,
            parts,
            before -> before.again(engine, "/networks?filters={\"scope\":[\"swarm\"]}", "Id")),
        extra(Part.CONFIGS, parts, before -> before.again(engine, "/configs", "ID")),
        extra(Part.SECRETS, parts, before -> before.again(engine, "/secrets", "ID")),
        extra(Part.VOLUMES, parts, this::volumes));
  }

  /** Asks for a list again. */
  private interface Asking {
    Listing again(Listing before) throws EngineException, InterruptedException;
  }

  /**
   * What an engine may be too old for, or a proxy keep to itself, without harm for the rest: then
   * it is as it was before. An engine that is in trouble is another thing: then there is no list.
   */
  private Listing extra(Part part, Set<Part> due, Asking asking)
      throws EngineException, InterruptedException {
    Listing before = listed.getOrDefault(part, Listing.NONE);
    if (!due.contains(part)) {
      return before;
    }
    try {
      Listing now = asking.again(before);
      listed.put(part, now);
      if (refused.remove(part)) {
        log.info("{} lists each {} again", engine, EXTRAS.get(part));
      }
      return now;
    } catch (EngineException e) {
      if (!NOT_THERE.contains(e.status())) {
        throw e;
      }
      if (refused.add(part)) {
        log.warn("{}; what stormd knows of each {} stays", e.getMessage(), EXTRAS.get(part));
      }
      return before;
    }
  }

  /** Only the swarm's own, which are no plain list. */
  private Listing volumes(Listing before) throws EngineException, InterruptedException {
    String path = "/volumes";
    Doc all = Answers.doc(engine, path, LARGEST_VOLUMES);
    Listing now =
        before.again(engine, path, all, "Volumes", "Name", volume -> volume.has("ClusterVolume"));
    Arr warnings = all.arr("Warnings");
    if (now.docs().isEmpty() && !warnings.isEmpty()) {
      // An engine that cannot ask the swarm for its volumes lists its own, and only warns.
      throw EngineException.refused(
          NOT_LISTED, engine + " does not list the swarm's volumes: " + warnings.get(0));
    }
    return now;
  }

  private Set<Part> takeDue(long now) {
    synchronized (due) {
      if (!ear.hears() || now - everythingAt > 0) {
        due.addAll(EnumSet.allOf(Part.class));
      }
      if (now - nodesAt > 0) {
        due.add(Part.NODES);
      }
      Set<Part> taken = EnumSet.copyOf(due);
      due.clear();
      if (taken.contains(Part.NODES)) {
        nodesAt = now + NODES_AFTER.toNanos();
      }
      if (taken.size() == Part.values().length) {
        everythingAt = now + EVERYTHING_AFTER.toNanos();
      }
      return taken;
    }
  }

  private void heard(Event event) {
    hint(
        switch (event.type()) {
          case "container" -> EnumSet.noneOf(Part.class);
          case "service" -> EnumSet.of(Part.SERVICES);
          case "network" -> EnumSet.of(Part.NETWORKS);
          case "config" -> EnumSet.of(Part.CONFIGS);
          case "secret" -> EnumSet.of(Part.SECRETS);
          case "volume" -> EnumSet.of(Part.VOLUMES);
          case "node" -> EnumSet.of(Part.NODES, Part.INFO);
          default -> EnumSet.allOf(Part.class);
        });
    bell.ring();
  }

  private void deaf() {
    hint(EnumSet.allOf(Part.class));
    bell.ring();
  }

  private void hint(Set<Part> parts) {
    synchronized (due) {
      due.addAll(parts);
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public String toString() {
    return engine.toString();
  }

  /** How things of this cloud are called. */
  record Naming(String agent, String cluster) {
    /** By the cluster's own id and name. */
    static final Naming OWN = new Naming(null, null);

    String agent(String clusterId) {
      return agent == null ? "swarm-" + clusterId : agent;
    }

    String cluster(String name) {
      return cluster == null ? name : cluster;
    }
  }
}
