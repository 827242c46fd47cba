package org.perfectstorm.provider.docker;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.perfectstorm.value.Doc;

/**
 * One engine.
 *
 * <p>Its events say when to list, and what; now and then everything is listed anyway, since hints
 * may be lost. Whatever looks like half an answer counts as none.
 */
final class Docker implements Provider {
  /** After so long everything is listed, hint or not. */
  private static final Duration EVERYTHING_AFTER = Duration.ofSeconds(30);

  /** After so long each container is asked again, hint or not. */
  private static final Duration INSPECT_AFTER = Duration.ofMinutes(5);

  /** What changes what we list, in Docker's words and in Podman's. */
  private static final Doc HEARD =
      Doc.of(
          "type",
          List.of("container", "image", "network", "volume"),
          "event",
          List.of(
              "create",
              "init",
              "start",
              "restart",
              "die",
              "died",
              "stop",
              "cleanup",
              "oom",
              "pause",
              "unpause",
              "rename",
              "update",
              "destroy",
              "remove",
              "health_status",
              "connect",
              "disconnect",
              "pull",
              "tag",
              "untag",
              "delete",
              "import",
              "load",
              "loadfromarchive",
              "build",
              "prune"));

  private static final int LARGEST_INFO = 1 << 24;
  private static final int LARGEST_VOLUMES = 1 << 26;

  /** What is only asked for when it may have changed. */
  private enum Part {
    INFO,
    CONTAINERS,
    IMAGES,
    NETWORKS,
    VOLUMES
  }

  /** What a proxy may keep to itself; the types of what is in it. */
  private static final Map<Part, String> MAY_BE_REFUSED =
      Map.of(
          Part.IMAGES, "docker-image",
          Part.NETWORKS, "docker-network",
          Part.VOLUMES, "docker-volume");

  private final Engine engine;
  private final Options options;
  private final EnvironmentMask mask;
  private final Ear ear;
  private final Inspections inspections;
  private final Due<Part> due = new Due<>(Part.class, EVERYTHING_AFTER, Map.of());
  private final IfListed<Part> listed;
  private Bell bell = new Bell();

  /** The containers that events named since we looked; guarded by itself. */
  private final Set<String> hinted = new HashSet<>();

  private long inspectAt = System.nanoTime();

  /** Null as long as nobody asked. */
  private Boolean hasStableId;

  private Doc info = Doc.EMPTY;
  private String lastId = "";
  private Listing containers = Listing.NONE;
  private List<Doc> inspected = List.of();
  private Listing images = Listing.NONE;
  private Listing networks = Listing.NONE;
  private Listing volumes = Listing.NONE;

  /** What the above gave; null before the first and after a failure. */
  private World world;

  /**
   * How an engine is shown.
   *
   * @param name what it is called instead of its ID; null for its ID
   * @param withSwarm whether what belongs to a swarm is shown, too
   * @param agent the agent's options: what it does beyond discovery
   */
  record Options(String name, boolean withSwarm, Doc agent) {}

  /** Takes over the engine. */
  Docker(Engine engine, Options options, EnvironmentMask mask) {
    this.engine = engine;
    this.options = options;
    this.mask = mask;
    this.inspections = new Inspections(engine);
    this.listed = new IfListed<>(engine, Part.class, MAY_BE_REFUSED);
    this.ear = new Ear(engine, HEARD, EVERYTHING_AFTER, this::heard, this::deaf);
  }

  @Override
  public void watch(Bell bell) {
    this.bell = bell;
  }

  private void heard(Event event) {
    due.hint(
        switch (event.type()) {
          case "container" -> EnumSet.of(Part.CONTAINERS);
          case "image" -> EnumSet.of(Part.IMAGES);
          // Which addresses a container has.
          case "network" -> EnumSet.of(Part.NETWORKS, Part.CONTAINERS);
          case "volume" -> EnumSet.of(Part.VOLUMES);
          default -> EnumSet.allOf(Part.class);
        });
    if (event.type().equals("container")) {
      synchronized (hinted) {
        hinted.add(event.id());
      }
    }
    bell.ring();
  }

  private void deaf() {
    due.hintAll();
    bell.ring();
  }

  @Override
  public World list() throws CloudException, InterruptedException {
    try {
      if (ear.listen()) {
        due.hintAll();
        inspections.forget();
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
    inspections.forget();
    hasStableId = null;
    world = null;
    ear.rest();
  }

  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  private World read() throws EngineException, InterruptedException {
    Set<Part> parts = due.take(ear.hears());
    if (parts.isEmpty() && world != null) {
      return world;
    }
    Doc oldInfo = info;
    List<Doc> oldInspected = inspected;
    Listing oldImages = images;
    Listing oldNetworks = networks;
    Listing oldVolumes = volumes;
    if (parts.contains(Part.INFO)) {
      info = info();
      if (!id().equals(lastId)) {
        // What the other engine had is not this one's.
        parts = EnumSet.allOf(Part.class);
        listed.forget();
        lastId = id();
      }
    }
    networks = listed.list(Part.NETWORKS, parts, before -> before.again(engine, "/networks", "Id"));
    volumes = listed.list(Part.VOLUMES, parts, this::volumes);
    images = listed.list(Part.IMAGES, parts, before -> before.again(engine, "/images/json", "Id"));
    if (parts.contains(Part.CONTAINERS)) {
      inspected = containers();
    }
    boolean same =
        info == oldInfo
            && inspected == oldInspected
            && images == oldImages
            && networks == oldNetworks
            && volumes == oldVolumes;
    if (!same || world == null || !world.unknown().equals(listed.unknown())) {
      world = world();
    }
    return world;
  }

  private World world() {
    String id = id();
    Told all = new Told(info, inspected, images.docs(), networks.docs(), volumes.docs());
    Told told = options.withSwarm ? all : all.withoutSwarm();
    int left = containers.docs().size() - inspected.size();
    String summary =
        String.format(
            "engine %s with %d containers, %d images, %d networks, %d volumes%s",
            info.text("Name"),
            told.containers().size(),
            told.images().size(),
            told.networks().size(),
            told.volumes().size(),
            left > 0 && !options.withSwarm
                ? "; " + left + " containers of its swarm's tasks are left out (--with-swarm)"
                : "");
    return new World(
        new Identity("docker", "docker-" + id, options.agent),
        Mapping.resources(id, told, mask),
        listed.unknown(),
        summary);
  }

  /** What the engine is called, for as long as it lives. */
  private String id() {
    return options.name == null ? info.text(hasStableId ? "ID" : "Name") : options.name;
  }

  private Listing volumes(Listing before) throws EngineException, InterruptedException {
    String path = "/volumes";
    Doc all = Answers.doc(engine, path, LARGEST_VOLUMES);
    return before.again(engine, path, all, "Volumes", "Name", _ -> true);
  }

  private Doc info() throws EngineException, InterruptedException {
    Doc now = Answers.doc(engine, "/info", LARGEST_INFO);
    if (hasStableId == null) {
      // Podman makes up a new one each time that it is asked.
      String id = Answers.doc(engine, "/info", LARGEST_INFO).text("ID");
      hasStableId = id != null && !id.isBlank() && id.equals(now.text("ID"));
    }
    if (!hasStableId) {
      now = now.without("ID");
      if (options.name == null && (now.text("Name") == null || now.text("Name").isBlank())) {
        throw new EngineException(engine + " has neither an ID nor a name; give it one: --name");
      }
    }
    return Mapping.calm(now).equals(Mapping.calm(info)) ? info : now;
  }

  private List<Doc> containers() throws EngineException, InterruptedException {
    Set<String> changed;
    synchronized (hinted) {
      changed = Set.copyOf(hinted);
      hinted.clear();
    }
    if (System.nanoTime() - inspectAt > 0) {
      inspections.forget();
      inspectAt = System.nanoTime() + INSPECT_AFTER.toNanos();
    }
    containers = containers.again(engine, "/containers/json?all=1", "Id");
    if (containers.docs().isEmpty()
        && Answers.doc(engine, "/info", LARGEST_INFO).get("Containers") instanceof Number there
        && there.longValue() > 0) {
      throw new EngineException(
          engine + " lists no containers, and says that it has " + there + ": not the whole list");
    }
    List<Doc> shown =
        options.withSwarm
            ? containers.docs()
            : containers.docs().stream().filter(each -> !Told.isOfSwarm(each)).toList();
    return inspections.of(shown, changed);
  }

  @Override
  public void close() {
    inspections.close();
    engine.close();
  }

  @Override
  public String toString() {
    return engine.toString();
  }
}
