package org.perfectstorm.provider.swarm;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.perfectstorm.agent.Bell;
import org.perfectstorm.agent.CloudException;
import org.perfectstorm.agent.Identity;
import org.perfectstorm.agent.Provider;
import org.perfectstorm.agent.World;
import org.perfectstorm.provider.docker.engine.Answers;
import org.perfectstorm.provider.docker.engine.Due;
import org.perfectstorm.provider.docker.engine.Ear;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.Event;
import org.perfectstorm.provider.docker.engine.IfListed;
import org.perfectstorm.provider.docker.engine.Listing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * One swarm, through one of its managers.
 *
 * <p>Tasks have no events, so they are listed every time, and nodes, of which some changes have
 * none, every few seconds; the rest is when an event hints at it, and now and then anyway, since
 * hints may be lost. Whatever looks like half an answer counts as none: an error, a list cut short,
 * the same id twice, a swarm without nodes.
 */
final class Swarm implements Provider {
  /** After so long everything is listed, hint or not. */
  private static final Duration EVERYTHING_AFTER = Duration.ofSeconds(30);

  /** Whether a manager can be reached, and which one leads, has no event. */
  private static final Duration NODES_AFTER = Duration.ofSeconds(2);

  /** In {@code GET /info}: what differs at every look, and means nothing to a swarm. */
  private static final List<String> RESTLESS =
      List.of("SystemTime", "NFd", "NGoroutines", "NEventsListener");

  private static final int LARGEST_INFO = 1 << 24;
  private static final int LARGEST_VOLUMES = 1 << 26;

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

  private final Due<Part> due =
      new Due<>(Part.class, EVERYTHING_AFTER, Map.of(Part.NODES, NODES_AFTER));
  private final Ear ear;
  private final IfListed<Part> listed;

  private Doc info = Doc.EMPTY;
  private Listing nodes = Listing.NONE;
  private Listing services = Listing.NONE;
  private Extras extras = Extras.NONE;

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
    this.listed = new IfListed<>(engine, Part.class, EXTRAS);
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
        due.hintAll();
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
    due.hintAll();
    world = null;
    ear.rest();
    engine.moveOn();
  }

  private World read() throws EngineException, InterruptedException {
    Set<Part> parts = due.take(ear.hears());
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
        listed.forget();
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
    if (same && world != null && world.unknown().equals(listed.unknown())) {
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

  private World map(Context now) {
    String name = naming.cluster(Mapping.cluster(info).doc("Spec").text("Name"));
    String summary =
        String.format(
            "swarm %s with %d nodes, %d services, %d tasks",
            name, nodes.docs().size(), services.docs().size(), tasks.docs().size());
    return new World(
        new Identity("swarm", naming.agent(now.cluster()), options),
        mapped.resources(now, info, name, nodes, extras, services, tasks),
        listed.unknown(),
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
        listed.list(
            Part.NETWORKS,
            parts,
            before -> before.again(engine, "/networks?filters={\"scope\":[\"swarm\"]}", "Id")),
        listed.list(Part.CONFIGS, parts, before -> before.again(engine, "/configs", "ID")),
        listed.list(Part.SECRETS, parts, before -> before.again(engine, "/secrets", "ID")),
        listed.list(Part.VOLUMES, parts, this::volumes));
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
          IfListed.NOT_LISTED, engine + " does not list the swarm's volumes: " + warnings.get(0));
    }
    return now;
  }

  private void heard(Event event) {
    due.hint(
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
    due.hintAll();
    bell.ring();
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
