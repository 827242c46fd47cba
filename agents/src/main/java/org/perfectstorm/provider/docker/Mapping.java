package org.perfectstorm.provider.docker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perfectstorm.agent.ResourceBuilder;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.ImageName;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * What an engine told as resources, in the form of {@code POST /v1/agents/{key}/sync}. Pure.
 * Nothing in an object is required but its ID, so that an engine older or newer than we know, or
 * another that speaks Docker, maps as well.
 */
final class Mapping {
  /** What an engine's {@code /info} counts and measures; other at every look, or told elsewhere. */
  private static final List<String> RESTLESS =
      List.of(
          "SystemTime",
          "NFd",
          "NGoroutines",
          "NEventsListener",
          "MemFree",
          "SwapFree",
          "Uptime",
          "Containers",
          "ContainersRunning",
          "ContainersPaused",
          "ContainersStopped",
          "Images");

  private static final Pattern IMAGE_ID = Pattern.compile("(sha256:)?[0-9a-f]{4,64}");
  private static final int SHORT_ID = 12;

  private final String engine;
  private final Told told;
  private final EnvironmentMask mask;

  private Mapping(String engine, Told told, EnvironmentMask mask) {
    this.engine = engine;
    this.told = told;
    this.mask = mask;
  }

  /** What an engine says of itself, without what never stays the same. */
  static Doc calm(Doc info) {
    Doc calm = info;
    for (String key : RESTLESS) {
      calm = calm.without(key);
    }
    return calm;
  }

  /**
   * All resources by native id, each after those that it names.
   *
   * @param engine the engine's native id
   */
  static Map<String, Doc> resources(String engine, Told told, EnvironmentMask mask) {
    Mapping mapping = new Mapping(engine, told, mask);
    Map<String, Doc> resources = new LinkedHashMap<>();
    Stream.of(
            Stream.of(mapping.engine()),
            mapping.projects(),
            told.networks().stream().map(mapping::network),
            told.volumes().stream().map(mapping::volume),
            told.images().stream().map(mapping::image),
            told.containers().stream().map(mapping::container))
        .flatMap(some -> some)
        .forEach(resource -> resources.put(resource.text("native_id"), resource));
    return resources;
  }

  private Doc engine() {
    Doc info = told.info();
    Doc swarm = info.doc("Swarm");
    return new ResourceBuilder("docker-engine", engine)
        .names(info.text("Name"), engine)
        .says(null, Status.RUNNING, Status.UNKNOWN, calm(info))
        .labels(labels(info.arr("Labels")))
        .addresses(Stream.of(swarm).map(each -> address(each.text("NodeAddr"), null)))
        .build();
  }

  /** {@code ["zone=a"]} as an object. */
  private static Doc labels(Arr labels) {
    Doc doc = Doc.EMPTY;
    for (Object label : labels) {
      String[] pair = label instanceof String text ? text.split("=", 2) : new String[0];
      doc = pair.length == 2 ? doc.with(pair[0], pair[1]) : doc;
    }
    return doc;
  }

  /** Docker knows no projects but by the labels of what belongs to them. */
  private Stream<Doc> projects() {
    TreeSet<String> names = new TreeSet<>();
    told.labels().map(Told::project).filter(Objects::nonNull).forEach(names::add);
    return names.stream().map(this::project);
  }

  private Doc project(String name) {
    List<Doc> states =
        told.containers().stream()
            .filter(container -> name.equals(Told.project(labels(container))))
            .map(container -> container.doc("State"))
            .toList();
    return new ResourceBuilder("compose-project", idOfProject(name))
        .names(name, idOfProject(name))
        .in(engine, engine, null)
        .says(
            null,
            Status.ofAll(states.stream().map(Status::of).toList()),
            Status.healthOfAll(states.stream().map(Status::health).toList()),
            Doc.EMPTY)
        .build();
  }

  private static String idOfProject(String name) {
    return "project:" + name;
  }

  /** The compose project that has these labels, or the engine. */
  private String above(Doc labels) {
    String project = Told.project(labels);
    return project == null ? engine : idOfProject(project);
  }

  private Doc network(Doc network) {
    return new ResourceBuilder("docker-network", network.text("Id"))
        .names(network.text("Name"), network.text("Id"))
        .in(above(network.doc("Labels")), engine, null)
        .says(null, Status.RUNNING, Status.UNKNOWN, network)
        .labels(network.doc("Labels"))
        .created(network.text("Created"))
        .build();
  }

  private Doc volume(Doc volume) {
    String name = volume.text("Name");
    return new ResourceBuilder("docker-volume", "volume:" + name)
        .names(name)
        .in(above(volume.doc("Labels")), engine, null)
        .says(null, Status.CREATED, Status.UNKNOWN, mask.volume(volume))
        .labels(volume.doc("Labels"))
        .created(volume.text("CreatedAt"))
        .build();
  }

  /**
   * An image. It has no attribute {@code image}, which says what runs: a group that asks for it
   * wants containers. Its names are what containers have there.
   */
  private Doc image(Doc image) {
    return new ResourceBuilder("docker-image", image.text("Id"))
        .names(Stream.concat(tags(image), Stream.of(image.text("Id"))))
        .in(engine, engine, null)
        .says(null, Status.CREATED, Status.UNKNOWN, image)
        .labels(image.doc("Labels"))
        .created(
            image.get("Created") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : null)
        .build();
  }

  /** Its names; the digests it was pulled by if it has lost them all, none if it is dangling. */
  private static Stream<String> tags(Doc image) {
    List<String> tags = known(image.texts("RepoTags"));
    return tags.isEmpty()
        ? known(image.texts("RepoDigests")).stream()
        : tags.stream().map(ImageName::canonical);
  }

  private static List<String> known(List<String> names) {
    return names.stream().filter(name -> !name.startsWith("<none>")).toList();
  }

  private Doc container(Doc container) {
    String id = container.text("Id");
    String name = container.text("Name");
    Doc state = container.doc("State");
    return new ResourceBuilder("docker-container", id)
        .names(
            name == null ? null : name.startsWith("/") ? name.substring(1) : name,
            id,
            id.substring(0, Math.min(SHORT_ID, id.length())))
        .in(above(labels(container)), engine, engine)
        .says(
            imageOf(container),
            Status.of(state),
            Status.health(state),
            mask.container(calmContainer(container)))
        .labels(labels(container))
        .addresses(addresses(container.doc("NetworkSettings")))
        .ports(ports(container.doc("NetworkSettings").doc("Ports")))
        .created(container.text("Created"))
        .build();
  }

  private static Doc labels(Doc container) {
    return container.doc("Config").doc("Labels");
  }

  /** Without what every health check and every exec changes, of which nobody tells. */
  private static Doc calmContainer(Doc container) {
    Doc state = container.doc("State");
    Doc health = state.doc("Health").without("Log").without("FailingStreak");
    Doc calm = state.has("Health") ? state.with("Health", health) : state;
    return (state.isEmpty() ? container : container.with("State", calm)).without("ExecIDs");
  }

  /** What was asked for when it was made; where that was an image's ID, a name of that image. */
  private String imageOf(Doc container) {
    String asked = container.doc("Config").text("Image");
    String id = container.text("Image");
    if (asked == null || asked.isEmpty()) {
      return nameOf(id);
    }
    boolean isId =
        id != null
            && IMAGE_ID.matcher(asked).matches()
            && bare(id).startsWith(bare(asked.toLowerCase(Locale.ROOT)));
    return isId ? nameOf(id) : ImageName.canonical(asked);
  }

  private String nameOf(String id) {
    return told.images().stream()
        .filter(image -> id != null && id.equals(image.text("Id")))
        .flatMap(Mapping::tags)
        .findFirst()
        .orElse(id == null || id.isEmpty() ? null : id);
  }

  private static String bare(String id) {
    return id.startsWith("sha256:") ? id.substring(7) : id;
  }

  private static Stream<Doc> addresses(Doc settings) {
    Doc networks = settings.doc("Networks");
    return keys(networks)
        .flatMap(
            network -> {
              Doc attached = networks.doc(network);
              return Stream.of("IPAddress", "GlobalIPv6Address")
                  .map(key -> address(attached.text(key), network));
            });
  }

  private static Stream<String> keys(Doc doc) {
    return IntStream.range(0, doc.size()).mapToObj(doc::key);
  }

  private static Doc address(String ip, String network) {
    return ResourceBuilder.address(ip, network);
  }

  /** {@code {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "443/tcp": null}}. */
  private static Stream<Doc> ports(Doc ports) {
    return keys(ports)
        .flatMap(
            key -> {
              String[] port = key.split("/", 2);
              Object number = number(port[0]);
              String protocol = port.length < 2 ? null : port[1];
              Arr published = ports.arr(key);
              if (number == null) {
                return Stream.of();
              }
              return published.isEmpty()
                  ? Stream.of(ResourceBuilder.port(number, protocol, null, null))
                  : published.stream()
                      .filter(Doc.class::isInstance)
                      .map(Doc.class::cast)
                      .map(at -> port(number, protocol, at));
            });
  }

  private static Doc port(Object number, String protocol, Doc at) {
    String ip = at.text("HostIp");
    boolean everywhere = ip == null || ip.equals("0.0.0.0") || ip.equals("::");
    return ResourceBuilder.port(
        number, protocol, number(at.text("HostPort")), everywhere ? null : ip);
  }

  private static Integer number(String text) {
    try {
      return text == null || text.isEmpty() ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
