package org.perfectstorm.bench.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Makes resources like a Swarm's tasks, about 3 KB of JSON each; the same for the same seed. */
final class Tasks {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final Random random;

  Tasks(long seed) {
    random = new Random(seed);
  }

  /** Tasks as an agent syncs them. */
  List<Doc> some(int count) {
    List<Doc> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tasks.add(one(i));
    }
    return tasks;
  }

  /** The task of a number. */
  Doc one(int number) {
    String id = id(25);
    String service = "service-" + number % 200;
    String name = service + "." + (number / 200 + 1);
    String image = "registry.example:5000/shop/" + service + ":1." + number % 7;
    return Doc.of(
        "native_id",
        id,
        "type",
        "swarm-task",
        "names",
        Arr.of(name, name + "." + id, id, id(64)),
        "image",
        image,
        "status",
        number % 50 == 0 ? "starting" : "running",
        "health",
        number % 3 == 0 ? "healthy" : "unknown",
        "labels",
        Doc.of("team", "team-" + number % 11, "tier", number % 2 == 0 ? "web" : "data"),
        "snapshot",
        snapshot(id, service, image, number));
  }

  private Doc snapshot(String id, String service, String image, int number) {
    Doc[] networks = new Doc[2];
    for (int i = 0; i < networks.length; i++) {
      networks[i] =
          Doc.of(
              "Network",
              Doc.of(
                  "ID", id(25),
                  "Version", Doc.of("Index", number + i),
                  "CreatedAt", "2026-11-23T00:10:46.146631939Z",
                  "UpdatedAt", "2026-11-23T00:10:46.146631939Z",
                  "Spec",
                      Doc.of(
                          "Name", "network-" + i,
                          "Labels", Doc.of("com.docker.stack.namespace", "shop"),
                          "DriverConfiguration", Doc.of("Name", "overlay"),
                          "IPAMOptions", Doc.of("Driver", Doc.of("Name", "default"))),
                  "DriverState",
                      Doc.of(
                          "Name",
                          "overlay",
                          "Options",
                          Doc.of(
                              "com.docker.network.driver.overlay.vxlanid_list",
                              String.valueOf(4096 + number)))),
              "Addresses",
              Arr.of("10.0." + i + "." + number % 250 + "/24"));
    }
    Object[] environment = new Object[12];
    for (int i = 0; i < environment.length; i++) {
      environment[i] = "SETTING_" + i + "=" + id(24);
    }
    return Doc.of(
        "ID",
        id,
        "Version",
        Doc.of("Index", 1000 + number),
        "CreatedAt",
        "2026-11-23T00:10:45.944691301Z",
        "UpdatedAt",
        "2026-11-23T00:10:46.146631939Z",
        "Labels",
        Doc.EMPTY,
        "Spec",
        Doc.of(
            "ContainerSpec",
                Doc.of(
                    "Image",
                    image + "@sha256:" + id(64),
                    "Labels",
                    Doc.of("com.docker.stack.namespace", "shop", "com.docker.stack.image", image),
                    "Env",
                    Arr.of(environment),
                    "Isolation",
                    "default"),
            "Resources",
                Doc.of(
                    "Limits", Doc.of("MemoryBytes", 134217728, "NanoCPUs", 500000000),
                    "Reservations", Doc.of("MemoryBytes", 67108864)),
            "RestartPolicy", Doc.of("Condition", "any", "Delay", 5000000000L, "MaxAttempts", 0),
            "Placement",
                Doc.of(
                    "Constraints", Arr.of("node.labels.zone == zone-" + number % 3),
                    "Platforms", Arr.of(Doc.of("Architecture", "amd64", "OS", "linux"))),
            "ForceUpdate", 0),
        "ServiceID",
        id(25),
        "Slot",
        number / 200 + 1,
        "NodeID",
        id(25),
        "Status",
        Doc.of(
            "Timestamp", "2026-11-23T00:10:47.135151757Z",
            "State", "running",
            "Message", "started",
            "ContainerStatus", Doc.of("ContainerID", id(64), "PID", 1000 + number, "ExitCode", 0),
            "PortStatus", Doc.EMPTY),
        "DesiredState",
        "running",
        "NetworksAttachments",
        Arr.of((Object[]) networks),
        "Service",
        service);
  }

  private String id(int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return id.toString();
  }
}
