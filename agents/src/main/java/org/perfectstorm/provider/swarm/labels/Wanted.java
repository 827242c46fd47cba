package org.perfectstorm.provider.swarm.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * What stormd says of one service or node: the labels that it has as far as stormd knows, and the
 * groups that it is in.
 *
 * @param id Docker's ID
 * @param kind {@code services} or {@code nodes}
 * @param name for messages: {@code service web}
 * @param labels the labels it had when it was last seen
 * @param groups the names of its groups
 */
record Wanted(String id, String kind, String name, Doc labels, List<String> groups) {
  private static final Map<String, String> KINDS =
      Map.of("swarm-service", "services", "swarm-node", "nodes");

  /** All services and nodes of an agent, as documents that a view can compare. */
  static List<Doc> read(Client client, String agent) {
    Doc query = Doc.of("owner", agent, "type", Doc.of("$in", List.copyOf(KINDS.keySet())));
    List<Doc> own =
        client.list(Kind.RESOURCE, query, List.of("native_id", "type", "names", "labels"));
    Set<String> ids = new HashSet<>();
    own.forEach(resource -> ids.add(resource.text("id")));
    Map<String, List<String>> groups = new HashMap<>();
    Map<String, List<String>> members = client.memberships();
    for (Doc group : client.list(Kind.GROUP, Doc.EMPTY, List.of("name"))) {
      if (group.text("name") != null) {
        for (String member : members.getOrDefault(group.text("id"), List.of())) {
          if (ids.contains(member)) {
            groups.computeIfAbsent(member, key -> new ArrayList<>()).add(group.text("name"));
          }
        }
      }
    }
    return own.stream()
        .map(
            resource ->
                resource.with("groups", groups.getOrDefault(resource.text("id"), List.of())))
        .toList();
  }

  /** One of these documents; null if it has no ID of Docker's. */
  static Wanted of(Doc doc) {
    String kind = KINDS.get(doc.text("type"));
    String id = doc.text("native_id");
    if (id == null || kind == null) {
      return null;
    }
    List<String> names = doc.texts("names");
    String name =
        doc.text("type").replace("swarm-", "") + " " + (names.isEmpty() ? id : names.getFirst());
    return new Wanted(id, kind, name, doc.doc("labels"), doc.texts("groups"));
  }
}
