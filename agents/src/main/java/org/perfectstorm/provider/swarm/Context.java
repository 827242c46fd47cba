package org.perfectstorm.provider.swarm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Doc;

/**
 * What an object's own snapshot does not tell but its resource says. As long as this is equal,
 * equal snapshots give equal resources.
 *
 * @param cluster the cluster's id
 * @param services names by id
 * @param former names by id of services that are gone while tasks of theirs are still ending
 * @param nodes addresses by id; "" where a node has none
 * @param networks names by id
 */
record Context(
    String cluster,
    Map<String, String> services,
    Map<String, String> former,
    Map<String, String> nodes,
    Map<String, String> networks) {

  static Context of(Doc info, List<Doc> nodes, List<Doc> services, List<Doc> networks) {
    Map<String, String> named = new HashMap<>();
    services.forEach(
        service -> named.put(service.text("ID"), text(service.doc("Spec").text("Name"))));
    Map<String, String> addressed = new HashMap<>();
    nodes.forEach(node -> addressed.put(node.text("ID"), text(Mapping.address(node))));
    Map<String, String> nets = new HashMap<>();
    networks.forEach(net -> nets.put(text(net.text("Id")), text(net.text("Name"))));
    return new Context(Mapping.cluster(info).text("ID"), named, Map.of(), addressed, nets);
  }

  /** This context, with the names of what was known before and is still mentioned. */
  Context after(Context before, List<Doc> tasks) {
    Map<String, String> remembered = new HashMap<>();
    for (Doc task : tasks) {
      String service = task.text("ServiceID");
      if (service != null && !services.containsKey(service)) {
        String name = before.services.getOrDefault(service, before.former.get(service));
        if (name != null) {
          remembered.put(service, name);
        }
      }
    }
    return new Context(cluster, services, remembered, nodes, networks);
  }

  /** What a service is or was called; its id if nobody remembers, null if that is null. */
  String nameOf(String service) {
    if (service == null) {
      return null;
    }
    String name = services.getOrDefault(service, former.getOrDefault(service, ""));
    return name.isEmpty() ? service : name;
  }

  /** Whether a task belongs to a service or a node that is not known here. */
  boolean isStrange(Doc task) {
    String service = task.text("ServiceID");
    String node = task.text("NodeID");
    return (service != null && !services.containsKey(service))
        || (node != null && !node.isEmpty() && !nodes.containsKey(node));
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }
}
