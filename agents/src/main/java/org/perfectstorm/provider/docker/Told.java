package org.perfectstorm.provider.docker;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.perfectstorm.value.Doc;

/**
 * What an engine told, in its own words.
 *
 * @param info of {@code GET /info}
 * @param containers of {@code GET /containers/{id}/json}
 * @param images of {@code GET /images/json}
 * @param networks of {@code GET /networks}
 * @param volumes of {@code GET /volumes}
 */
record Told(
    Doc info, List<Doc> containers, List<Doc> images, List<Doc> networks, List<Doc> volumes) {
  private static final String TASK = "com.docker.swarm.task.id";

  /** Whether an element of {@code GET /containers/json} is the container of a swarm's task. */
  static boolean isOfSwarm(Doc listed) {
    return listed.doc("Labels").has(TASK);
  }

  /** This, without the networks and volumes that a swarm has on all its nodes. */
  Told withoutSwarm() {
    return new Told(
        info,
        containers,
        images,
        networks.stream().filter(not(network -> "swarm".equals(network.text("Scope")))).toList(),
        volumes.stream().filter(not(volume -> volume.has("ClusterVolume"))).toList());
  }

  private static Predicate<Doc> not(Predicate<Doc> predicate) {
    return predicate.negate();
  }

  /** The compose project that something belongs to, by its labels; null if to none. */
  static String project(Doc labels) {
    String project = labels.text("com.docker.compose.project");
    return project == null || project.isBlank() ? null : project;
  }

  /** The labels of all that may belong to a project. */
  Stream<Doc> labels() {
    return Stream.of(
            containers.stream().map(container -> container.doc("Config").doc("Labels")),
            networks.stream().map(network -> network.doc("Labels")),
            volumes.stream().map(volume -> volume.doc("Labels")))
        .flatMap(labels -> labels);
  }
}
