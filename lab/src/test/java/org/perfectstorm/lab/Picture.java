package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * What a swarm holds, by its engine's own answers, as stormd has to show it: the table of the API's
 * contract, written a second time.
 *
 * @param resources by Docker's ID; {@code parent}, {@code cluster} and {@code host} are Docker's
 *     IDs too
 */
record Picture(Map<String, Doc> resources) {
  private static final List<String> REFERENCES = List.of("parent", "cluster", "host");

  /** The picture at this moment, or nearly: the engine is asked four times. */
  static Picture of(Swarm swarm) {
    Doc info = (Doc) swarm.get("/info");
    Doc cluster = info.doc("Swarm").doc("Cluster");
    String clusterId = cluster.text("ID");
    Map<String, Doc> resources = new LinkedHashMap<>();
    resources.put(
        clusterId,
        Doc.of(
            "type",
            "swarm-cluster",
            "names",
            List.of(cluster.doc("Spec").text("Name"), clusterId),
            "parent",
            null,
            "cluster",
            null,
            "host",
            null,
            "image",
            null,
            "status",
            "running",
            "health",
            "unknown"));
    for (Doc node : swarm.list("/nodes")) {
      resources.put(
          node.text("ID"),
          Doc.of(
              "type",
              "swarm-node",
              "names",
              List.of(node.doc("Description").text("Hostname"), node.text("ID")),
              "parent",
              clusterId,
              "cluster",
              clusterId,
              "host",
              null,
              "image",
              null,
              "status",
              ofNode(node.doc("Status").text("State")),
              "health",
              ofManager(node.doc("ManagerStatus").text("Reachability")),
              "snapshot",
              node));
    }
    swarm.list("/networks").stream()
        .filter(network -> network.text("Scope").equals("swarm"))
        .forEach(
            network ->
                resources.put(
                    network.text("Id"),
                    other("swarm-network", "running", network.text("Name"), network, clusterId)));
    for (String kind : List.of("config", "secret")) {
      for (Doc one : swarm.list("/" + kind + "s")) {
        Doc shown = one.with("Spec", one.doc("Spec").without("Data"));
        String name = one.doc("Spec").text("Name");
        resources.put(one.text("ID"), other("swarm-" + kind, "created", name, shown, clusterId));
      }
    }
    Map<String, String> services = new TreeMap<>();
    for (Doc service : swarm.list("/services")) {
      services.put(service.text("ID"), service.doc("Spec").text("Name"));
      resources.put(
          service.text("ID"),
          Doc.of(
              "type",
              "swarm-service",
              "names",
              List.of(service.doc("Spec").text("Name"), service.text("ID")),
              "parent",
              clusterId,
              "cluster",
              clusterId,
              "host",
              null,
              "image",
              service.path("Spec", "TaskTemplate", "ContainerSpec", "Image"),
              "status",
              "running",
              "health",
              "unknown",
              "snapshot",
              service));
    }
    for (Doc task : swarm.list("/tasks")) {
      resources.put(task.text("ID"), task(task, services, clusterId));
    }
    return new Picture(resources);
  }

  private static Doc other(String type, String status, String name, Doc snapshot, String cluster) {
    String id = snapshot.has("Id") ? snapshot.text("Id") : snapshot.text("ID");
    return Doc.of("type", type, "names", List.of(name, id), "parent", cluster)
        .with("cluster", cluster)
        .with("host", null)
        .with("image", null)
        .with("status", status)
        .with("health", "unknown")
        .with("snapshot", snapshot);
  }

  private static Doc task(Doc task, Map<String, String> services, String cluster) {
    String service = task.text("ServiceID");
    String node = task.text("NodeID");
    Object place = task.has("Slot") ? task.get("Slot") : node;
    String name = services.getOrDefault(service, service) + "." + place;
    Object container = task.path("Status", "ContainerStatus", "ContainerID");
    boolean named = place != null;
    List<String> names =
        Stream.of(
                named ? name : null,
                named ? name + "." + task.text("ID") : null,
                task.text("ID"),
                (String) container)
            .filter(part -> part != null && !part.isEmpty())
            .toList();
    String state = task.doc("Status").text("State");
    boolean checked = task.path("Spec", "ContainerSpec", "Healthcheck") != null;
    return Doc.of(
        "type",
        "swarm-task",
        "names",
        names,
        "parent",
        services.containsKey(service) ? service : null,
        "cluster",
        cluster,
        "host",
        node == null || node.isEmpty() ? null : node,
        "image",
        task.path("Spec", "ContainerSpec", "Image"),
        "status",
        ofTask(state, task.text("DesiredState")),
        "health",
        checked && state.equals("running") ? "healthy" : "unknown",
        "snapshot",
        task);
  }

  private static String ofNode(String state) {
    return switch (state) {
      case "ready" -> "running";
      case "down", "disconnected" -> "stopped";
      default -> "unknown";
    };
  }

  private static String ofManager(String reachability) {
    return switch (reachability) {
      case "reachable" -> "healthy";
      case "unreachable" -> "unhealthy";
      case null, default -> "unknown";
    };
  }

  private static String ofTask(String state, String desired) {
    boolean wanted = desired.equals("running");
    return switch (state) {
      case "failed", "rejected", "orphaned" -> "error";
      case "complete", "shutdown", "remove" -> "stopped";
      case "new", "allocated" -> wanted ? "starting" : "stopping";
      case "running" -> wanted ? "running" : "stopping";
      default -> wanted || desired.equals("ready") ? "starting" : "stopping";
    };
  }

  /** What stormd holds, by native id. */
  static Map<String, Doc> shownBy(Stormd stormd) {
    Map<String, Doc> shown = new TreeMap<>();
    for (Doc resource : stormd.list("/resources")) {
      assertThat(shown.put(resource.text("native_id"), resource)).as("twice: " + resource).isNull();
    }
    return shown;
  }

  /** Stormd's ids by native id. */
  static Map<String, String> idsIn(Stormd stormd) {
    Map<String, String> ids = new TreeMap<>();
    shownBy(stormd).forEach((nativeId, resource) -> ids.put(nativeId, resource.text("id")));
    return ids;
  }

  /** Stormd holds this and nothing else. */
  void isShownBy(Stormd stormd) {
    assertThat(wrongIn(shownBy(stormd))).isEmpty();
  }

  /** What is not as it should be in what stormd holds, a line each. */
  List<String> wrongIn(Map<String, Doc> shown) {
    List<String> wrong = new ArrayList<>();
    resources.forEach(
        (nativeId, expected) -> {
          Doc there = shown.get(nativeId);
          String what = expected.text("type") + " " + expected.texts("names");
          if (there == null) {
            wrong.add(what + " is missing");
            return;
          }
          for (Map.Entry<String, Object> field : expected) {
            Object should = field.getValue();
            if (REFERENCES.contains(field.getKey()) && should != null) {
              Doc referred = shown.get((String) should);
              should = referred == null ? "that of " + should : referred.text("id");
            }
            Object is = there.get(field.getKey());
            if (!Objects.equals(is, should)) {
              wrong.add(what + ": " + field.getKey() + " is " + is + ", should be " + should);
              return;
            }
          }
        });
    shown.forEach(
        (nativeId, there) -> {
          if (!resources.containsKey(nativeId)) {
            wrong.add(there.text("type") + " " + there.texts("names") + " should not be there");
          }
        });
    return wrong;
  }

  /** Docker's IDs of the nodes, services or tasks among them. */
  List<String> ids(String type) {
    List<String> ids = new ArrayList<>();
    resources.forEach(
        (id, resource) -> {
          if (type.equals(resource.text("type"))) {
            ids.add(id);
          }
        });
    return ids;
  }

  /**
   * The tree that {@code stormctl resource ls --all} prints of a stormd's resources where nobody
   * cuts it.
   */
  static String tree(Stormd stormd) {
    return new Table(stormd.list("/resources")).text();
  }

  /** The columns of the contract: three blanks between, the last one padded too. */
  private static final class Table {
    private final List<Doc> resources;
    private final List<String[]> rows = new ArrayList<>();

    Table(List<Doc> resources) {
      this.resources = resources;
      rows.add(new String[] {"ID", "TYPE", "NAMES", "STATUS", "HEALTH"});
      List<String> ids = resources.stream().map(resource -> resource.text("id")).toList();
      for (Doc resource : resources) {
        if (resource.text("parent") == null || !ids.contains(resource.text("parent"))) {
          add(resource, "", "");
        }
      }
    }

    private void add(Doc resource, String before, String below) {
      Arr names = resource.arr("names");
      rows.add(
          new String[] {
            before + resource.text("id"),
            resource.text("type"),
            String.join(", ", names.stream().map(String.class::cast).toList()),
            resource.text("status"),
            resource.text("health")
          });
      List<Doc> children =
          resources.stream().filter(r -> resource.text("id").equals(r.text("parent"))).toList();
      for (int i = 0; i < children.size(); i++) {
        boolean last = i == children.size() - 1;
        add(children.get(i), below + (last ? "╰─" : "├─"), below + (last ? "  " : "│ "));
      }
    }

    String text() {
      int[] widths = new int[5];
      for (String[] row : rows) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], row[i].length());
        }
      }
      StringBuilder text = new StringBuilder();
      for (String[] row : rows) {
        for (int i = 0; i < widths.length; i++) {
          text.append(i == 0 ? "" : "   ").append(row[i]).repeat(" ", widths[i] - row[i].length());
        }
        text.append('\n');
      }
      return text.toString();
    }
  }
}
