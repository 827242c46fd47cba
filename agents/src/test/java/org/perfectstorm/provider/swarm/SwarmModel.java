package org.perfectstorm.provider.swarm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** A small swarm to make up: what it holds, and how an engine tells it. */
public final class SwarmModel {
  private final String cluster;
  private final Map<String, Doc> nodes = new TreeMap<>();
  private final Map<String, Doc> services = new TreeMap<>();
  private final Map<String, Doc> tasks = new TreeMap<>();

  /** A swarm of so many nodes, the first its manager. */
  public SwarmModel(String cluster, int nodes) {
    this.cluster = cluster;
    for (int i = 1; i <= nodes; i++) {
      node(cluster + "-node-" + i, "ready");
    }
  }

  public SwarmModel node(String id, String state) {
    nodes.put(
        id,
        Doc.of(
            "ID", id,
            "Description", Doc.of("Hostname", "host-" + id),
            "Status", Doc.of("State", state, "Addr", "10.0.0." + (nodes.size() + 1))));
    return this;
  }

  public SwarmModel service(String id, String name) {
    services.put(
        id,
        Doc.of(
            "ID",
            id,
            "Spec",
            Doc.of(
                "Name",
                name,
                "TaskTemplate",
                Doc.of("ContainerSpec", Doc.of("Image", "nginx:1.27")))));
    return this;
  }

  /** A service or node as it is now. */
  public Doc object(String id) {
    return services.containsKey(id) ? services.get(id) : nodes.get(id);
  }

  /** Replaces a service or node. */
  public SwarmModel object(String id, Doc object) {
    (services.containsKey(id) ? services : nodes).put(id, object);
    return this;
  }

  /** A task. */
  public SwarmModel task(String id, String service, int slot, String state) {
    tasks.put(
        id,
        Doc.of(
            "ID",
            id,
            "ServiceID",
            service,
            "Slot",
            slot,
            "NodeID",
            nodes.keySet().iterator().next(),
            "DesiredState",
            "running",
            "Spec",
            Doc.of("ContainerSpec", Doc.of("Image", "nginx:1.27")),
            "Status",
            Doc.of("State", state)));
    return this;
  }

  public SwarmModel without(String id) {
    nodes.remove(id);
    services.remove(id);
    tasks.remove(id);
    return this;
  }

  List<String> tasks() {
    return List.copyOf(tasks.keySet());
  }

  List<String> services() {
    return List.copyOf(services.keySet());
  }

  Arr taskList() {
    return Arr.from(List.copyOf(tasks.values()));
  }

  Arr nodeList() {
    return Arr.from(List.copyOf(nodes.values()));
  }

  Arr serviceList() {
    return Arr.from(List.copyOf(services.values()));
  }

  /** Of a manager. Two that are asked for one after the other differ in what means nothing. */
  Doc info() {
    return Doc.of(
        "ID",
        "engine",
        "NGoroutines",
        (int) (System.nanoTime() & 0xffff),
        "SystemTime",
        Long.toString(System.nanoTime()),
        "Swarm",
        Doc.of(
            "NodeID",
            nodes.keySet().iterator().next(),
            "LocalNodeState",
            "active",
            "ControlAvailable",
            true,
            "Cluster",
            Doc.of("ID", cluster, "Spec", Doc.of("Name", "default"))));
  }

  /** From now on the engine tells this, as it is now. */
  public void toldBy(CannedEngine engine) {
    engine.says("/info", Answer.of(info()));
    engine.says("/nodes", nodeList());
    engine.says("/services", serviceList());
    engine.says("/networks", Arr.EMPTY);
    engine.says("/tasks", taskList());
  }

  /** The native ids of all that is there. */
  List<String> ids() {
    return java.util.stream.Stream.of(
            List.of(cluster), nodes.keySet(), services.keySet(), tasks.keySet())
        .flatMap(java.util.Collection::stream)
        .map(String.class::cast)
        .toList();
  }
}
