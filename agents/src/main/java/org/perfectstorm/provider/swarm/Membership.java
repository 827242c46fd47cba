package org.perfectstorm.provider.swarm;

import java.util.List;
import java.util.stream.Collectors;
import org.perfectstorm.value.Doc;

/** Whether an engine can tell of a swarm, by its {@code GET /info}. */
final class Membership {
  private Membership() {}

  /** What is in the way, with the way out, for people; null if nothing is. */
  static String obstacle(Doc info) {
    Doc swarm = info.doc("Swarm");
    return switch (swarm.text("LocalNodeState")) {
      case "active" -> {
        if (!Boolean.TRUE.equals(swarm.get("ControlAvailable"))) {
          yield "is a worker of its swarm, and only managers know the swarm; use -H with a manager"
              + managers(swarm);
        }
        yield Mapping.cluster(info).text("ID") == null
            ? "does not know its swarm at the moment" + error(swarm)
            : null;
      }
      case "pending" -> "is still joining its swarm";
      case "locked" -> "is locked after a restart; unlock it with: docker swarm unlock";
      case "error" -> "cannot take part in its swarm" + error(swarm);
      case null, default -> "is not part of a swarm; make it one with: docker swarm init";
    };
  }

  private static String managers(Doc swarm) {
    List<String> hosts =
        swarm.arr("RemoteManagers").stream()
            .filter(Doc.class::isInstance)
            .map(manager -> ((Doc) manager).text("Addr"))
            .filter(address -> address != null && address.lastIndexOf(':') > 0)
            .map(address -> address.substring(0, address.lastIndexOf(':')))
            .toList();
    return hosts.isEmpty() ? "" : hosts.stream().collect(Collectors.joining(", ", " (", ")"));
  }

  private static String error(Doc swarm) {
    String error = swarm.text("Error");
    return error == null || error.isBlank() ? "" : ": " + error.strip();
  }
}
