package org.perfectstorm.provider.swarm;

import java.util.stream.Stream;
import org.perfectstorm.agent.ResourceBuilder;
import org.perfectstorm.provider.docker.engine.EnvironmentMask;
import org.perfectstorm.provider.docker.engine.ImageName;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * Docker's objects as resources, in the form of {@code POST /v1/agents/{key}/sync}. Pure. Nothing
 * in an object is required but its ID, so that an engine older or newer than we know maps as well.
 */
final class Mapping {
  private final Context context;
  private final EnvironmentMask mask;

  Mapping(Context context, EnvironmentMask mask) {
    this.context = context;
    this.mask = mask;
  }

  /** The cluster's own object in {@code GET /info}; empty if the engine is not a manager. */
  static Doc cluster(Doc info) {
    return info.doc("Swarm").doc("Cluster");
  }

  /** A node's IP address, or null. A manager may know itself as 0.0.0.0 only. */
  static String address(Doc node) {
    String address = node.doc("Status").text("Addr");
    if (address == null || address.isEmpty() || address.equals("0.0.0.0")) {
      String manager = node.doc("ManagerStatus").text("Addr");
      int port = manager == null ? -1 : manager.lastIndexOf(':');
      address = port < 0 ? null : manager.substring(0, port).replace("[", "").replace("]", "");
    }
    return address == null || address.isEmpty() ? null : address;
  }

  /**
   * The cluster.
   *
   * @param info the answer of {@code GET /info}
   * @param name how the cluster is called
   */
  Doc cluster(Doc info, String name) {
    Doc cluster = cluster(info);
    Doc spec = cluster.doc("Spec");
    return resource("swarm-cluster", context.cluster())
        .names(name, context.cluster())
        .says(null, Status.RUNNING, Status.UNKNOWN, info.without("SystemTime"))
        .labels(spec.doc("Labels"))
        .created(cluster.text("CreatedAt"))
        .build();
  }

  /** A node of {@code GET /nodes}. */
  Doc node(Doc node) {
    String address = address(node);
    return resource("swarm-node", node.text("ID"))
        .names(node.doc("Description").text("Hostname"), node.text("ID"))
        .in(context.cluster(), context.cluster(), null)
        .says(
            null, Status.ofNode(node.doc("Status").text("State")), Status.healthOfNode(node), node)
        .labels(node.doc("Spec").doc("Labels"))
        .addresses(address == null ? Stream.of() : Stream.of(Doc.of("ip", address)))
        .created(node.text("CreatedAt"))
        .build();
  }

  /** A stack, of which Swarm knows nothing but the label of what belongs to it. */
  Doc stack(String name) {
    return resource("swarm-stack", idOfStack(name))
        .names(name, idOfStack(name))
        .in(context.cluster(), context.cluster(), null)
        .says(null, Status.RUNNING, Status.UNKNOWN, Doc.EMPTY)
        .build();
  }

  private static String idOfStack(String name) {
    return "stack:" + name;
  }

  /** The stack that has these labels, or the cluster. */
  private String above(Doc labels) {
    String stack = Extras.stack(labels);
    return stack == null ? context.cluster() : idOfStack(stack);
  }

  /** A network of {@code GET /networks}. */
  Doc network(Doc network) {
    return resource("swarm-network", network.text("Id"))
        .names(network.text("Name"), network.text("Id"))
        .in(above(network.doc("Labels")), context.cluster(), null)
        .says(null, Status.RUNNING, Status.UNKNOWN, network)
        .labels(network.doc("Labels"))
        .created(network.text("Created"))
        .build();
  }

  /** A config of {@code GET /configs}; what is in it stays in the swarm. */
  Doc config(Doc config) {
    return kept("swarm-config", config);
  }

  /** A secret of {@code GET /secrets}. */
  Doc secret(Doc secret) {
    return kept("swarm-secret", secret);
  }

  private Doc kept(String type, Doc object) {
    Doc spec = object.doc("Spec").without("Data");
    return resource(type, object.text("ID"))
        .names(spec.text("Name"), object.text("ID"))
        .in(above(spec.doc("Labels")), context.cluster(), null)
        .says(null, Status.CREATED, Status.UNKNOWN, object.with("Spec", spec))
        .labels(spec.doc("Labels"))
        .created(object.text("CreatedAt"))
        .build();
  }

  /** A cluster volume of {@code GET /volumes}. */
  Doc volume(Doc volume) {
    Doc cluster = volume.doc("ClusterVolume");
    return resource("swarm-volume", cluster.text("ID"))
        .names(volume.text("Name"), cluster.text("ID"))
        .in(above(volume.doc("Labels")), context.cluster(), null)
        .says(null, Status.CREATED, Status.UNKNOWN, volume)
        .labels(volume.doc("Labels"))
        .created(volume.text("CreatedAt"))
        .build();
  }

  /** A service of {@code GET /services}. */
  Doc service(Doc service) {
    Doc spec = service.doc("Spec");
    Doc endpoint = service.doc("Endpoint");
    return resource("swarm-service", service.text("ID"))
        .names(spec.text("Name"), service.text("ID"))
        .in(above(spec.doc("Labels")), context.cluster(), null)
        .says(
            image(spec.doc("TaskTemplate")), Status.RUNNING, Status.UNKNOWN, mask.service(service))
        .labels(spec.doc("Labels"))
        .addresses(
            docs(endpoint.arr("VirtualIPs"))
                .map(
                    virtual ->
                        ResourceBuilder.address(
                            virtual.text("Addr"), network(virtual.text("NetworkID")))))
        .ports(docs(endpoint.arr("Ports")).map(port -> port(port, null)))
        .created(service.text("CreatedAt"))
        .build();
  }

  /** A task of {@code GET /tasks}. */
  Doc task(Doc task) {
    String id = task.text("ID");
    String service = task.text("ServiceID");
    String node = task.text("NodeID");
    Object slot = task.get("Slot");
    Object place = slot instanceof Integer number && number > 0 ? number : node;
    String title = context.nameOf(service) + "." + place;
    Doc state = task.doc("Status");
    String container = state.doc("ContainerStatus").text("ContainerID");
    String host = context.nodes().containsKey(node) ? node : null;
    String published = host == null ? null : context.nodes().get(host);
    return resource("swarm-task", id)
        .names(
            service == null || place == null ? null : title,
            service == null || place == null ? null : title + "." + id,
            id,
            container)
        .in(context.services().containsKey(service) ? service : null, context.cluster(), host)
        .says(
            image(task.doc("Spec")),
            Status.ofTask(state.text("State"), task.text("DesiredState")),
            Status.healthOfTask(task),
            mask.task(task))
        .labels(task.doc("Spec").doc("ContainerSpec").doc("Labels"))
        .addresses(docs(task.arr("NetworksAttachments")).flatMap(Mapping::attached))
        .ports(docs(state.doc("PortStatus").arr("Ports")).map(port -> port(port, published)))
        .created(task.text("CreatedAt"))
        .build();
  }

  private static ResourceBuilder resource(String type, String id) {
    return new ResourceBuilder(type, id);
  }

  private String network(String id) {
    String name = context.networks().get(id);
    return name == null || name.isEmpty() ? id : name;
  }

  /** Of a service's task template or a task's spec; null where it runs no image (a plugin). */
  private static String image(Doc spec) {
    String image = spec.doc("ContainerSpec").text("Image");
    return image == null || image.isEmpty() ? null : ImageName.canonical(image);
  }

  private static Stream<Doc> attached(Doc attachment) {
    Doc network = attachment.doc("Network");
    String name = network.doc("Spec").text("Name");
    return attachment.texts("Addresses").stream()
        .map(address -> ResourceBuilder.address(address, name == null ? network.text("ID") : name));
  }

  /** Null for the address: where it is published is more than one place, or not known. */
  private static Doc port(Doc port, String address) {
    return ResourceBuilder.port(
        port.get("TargetPort"), port.text("Protocol"), port.get("PublishedPort"), address);
  }

  private static Stream<Doc> docs(Arr arr) {
    return arr.stream().filter(Doc.class::isInstance).map(Doc.class::cast);
  }
}
