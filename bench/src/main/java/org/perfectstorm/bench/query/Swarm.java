package org.perfectstorm.bench.query;

import java.util.List;
import java.util.Random;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;

/** Makes resources like those of Docker Swarm: tasks of 2 to 4 KB, the same ones for a seed. */
final class Swarm {
  private static final String[] IMAGES = {
    "nginx",
    "redis",
    "mysql",
    "postgres",
    "consul",
    "mongo",
    "wordpress",
    "haproxy",
    "perfectstorm/messaging",
    "rabbitmq",
    "memcached",
    "traefik",
    "grafana/grafana",
    "prom/prometheus",
    "acme/api",
    "acme/web",
    "acme/worker",
    "acme/billing",
    "corp/auth",
    "corp/search",
    "corp/mailer"
  };
  private static final String[] TAGS = {
    "latest", "1.12", "1.13", "3.2", "4.0.9", "5.7", "8", "alpine", "v2.1.0"
  };
  private static final String[] STATES = {
    "starting", "stopped", "error", "created", "starting", "stopped"
  };
  private static final String[] ENVIRONMENTS = {"prod", "staging", "dev", "qa"};
  static final String[] TEAMS = {"payments", "search", "core", "infra", "mobile", "data"};
  private static final List<List<String>> ARGUMENTS =
      List.of(
          List.of("-server", "-bootstrap-expect=3"),
          List.of("agent", "-bind=0.0.0.0"),
          List.of("serve"));
  private static final int SERVICES = 2_000;
  private static final int NODES = 200;

  private final Random random;
  private final Service[] services = new Service[SERVICES];
  private final String[] nodes = new String[NODES];

  private record Service(
      String id, String dockerId, String name, String image, String environment, String team) {}

  Swarm(long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < SERVICES; i++) {
      String image = pick(IMAGES);
      String team = pick(TEAMS);
      services[i] =
          new Service(
              id("res-", 22),
              id("", 25),
              team + "-" + image.substring(image.indexOf('/') + 1) + "-" + i,
              image + ":" + pick(TAGS),
              pick(ENVIRONMENTS),
              team);
    }
    for (int i = 0; i < NODES; i++) {
      nodes[i] = id("res-", 22);
    }
  }

  /** A task, read from JSON as one that an agent sends. */
  Doc task() {
    return Json.readDoc(Json.bytes(made()));
  }

  /** The task as Docker would tell of it next: only its version and its times are others. */
  Doc touched(Doc task) {
    Doc snapshot =
        task.doc("snapshot")
            .with("Version", Doc.of("Index", random.nextInt(5_000_000)))
            .with("UpdatedAt", time())
            .with("Status", task.doc("snapshot").doc("Status").with("Timestamp", time()));
    return Json.readDoc(Json.bytes(task.with("snapshot", snapshot)));
  }

  private Doc made() {
    Service service = services[random.nextInt(SERVICES)];
    String taskId = id("", 25);
    String container = id("", 64);
    int slot = 1 + random.nextInt(20);
    boolean running = random.nextInt(10) < 7;
    String status = running ? "running" : pick(STATES);
    String task = service.name + "." + slot;
    return Doc.of(
        "id",
        id("res-", 22),
        "type",
        "swarm-task",
        "names",
        List.of(task, task + "." + taskId, taskId, container),
        "owner",
        "agt-0UBsO4td5jEbl6wfnwZr6G",
        "parent",
        service.id,
        "cluster",
        "res-0yNkm9nGBSTDWDtLbt9iCW",
        "host",
        nodes[random.nextInt(NODES)],
        "image",
        service.image,
        "status",
        status,
        "health",
        running && random.nextInt(5) < 2 ? "healthy" : "unknown",
        "snapshot",
        snapshot(service, taskId, container, slot, status));
  }

  private Doc snapshot(Service service, String taskId, String container, int slot, String status) {
    return Doc.of(
        "ID",
        taskId,
        "Version",
        Doc.of("Index", random.nextInt(5_000_000)),
        "CreatedAt",
        time(),
        "UpdatedAt",
        time(),
        "Labels",
        Doc.EMPTY,
        "Spec",
        Doc.of(
            "ContainerSpec",
            containerSpec(service),
            "Resources",
            resources(),
            "RestartPolicy",
            Doc.of("Condition", "any", "Delay", 5_000_000_000L, "MaxAttempts", 0),
            "Placement",
            Doc.of(
                "Constraints", List.of("node.role==worker"),
                "Platforms", List.of(Doc.of("Architecture", "amd64", "OS", "linux"))),
            "Networks",
            List.of(Doc.of("Target", id("", 25), "Aliases", List.of(service.name))),
            "ForceUpdate",
            0,
            "Runtime",
            "container"),
        "ServiceID",
        service.dockerId,
        "Slot",
        slot,
        "NodeID",
        id("", 25),
        "Status",
        Doc.of(
            "Timestamp",
            time(),
            "State",
            status,
            "Message",
            "started",
            "ContainerStatus",
            Doc.of("ContainerID", container, "PID", random.nextInt(65_000), "ExitCode", 0),
            "PortStatus",
            Doc.EMPTY),
        "DesiredState",
        "running",
        "NetworksAttachments",
        networks(service));
  }

  private Doc containerSpec(Service service) {
    DocBuilder spec =
        new DocBuilder()
            .put("Image", service.image + "@sha256:" + id("", 64))
            .put("Labels", Doc.of("com.docker.stack.namespace", service.team))
            .put(
                "Env",
                Arr.of(
                    "DB_HOST=" + address(),
                    "ENVIRONMENT=" + service.environment,
                    "LOG_LEVEL=info",
                    "DB_USER=messaging",
                    "REGION=eu-central-1"))
            .put("Hostname", "{{.Service.Name}}-{{.Task.Slot}}")
            .put("StopGracePeriod", 10_000_000_000L)
            .put("DNSConfig", Doc.EMPTY)
            .put("Isolation", "default")
            .put(
                "Mounts",
                Arr.of(
                    Doc.of("Type", "volume", "Source", service.name + "-data", "Target", "/data")));
    if (random.nextBoolean()) {
      spec.put("Args", Arr.from(ARGUMENTS.get(random.nextInt(ARGUMENTS.size()))));
    }
    if (random.nextInt(5) < 2) {
      spec.put(
          "Healthcheck",
          Doc.of(
              "Test",
              List.of("CMD-SHELL", "curl -f http://localhost/ || exit 1"),
              "Interval",
              5_000_000_000L,
              "Retries",
              3));
    }
    return spec.build();
  }

  private Doc resources() {
    return random.nextInt(10) < 3
        ? Doc.of("Reservations", Doc.EMPTY, "Limits", Doc.EMPTY)
        : Doc.of(
            "Reservations",
            Doc.EMPTY,
            "Limits",
            Doc.of(
                "MemoryBytes", 134_217_728L << random.nextInt(6),
                "NanoCPUs", 250_000_000L << random.nextInt(4)));
  }

  private Arr networks(Service service) {
    Doc overlay =
        Doc.of(
            "Network",
            Doc.of(
                "ID",
                id("", 25),
                "Version",
                Doc.of("Index", random.nextInt(99_999)),
                "CreatedAt",
                "2018-03-01T00:00:00.000000000Z",
                "UpdatedAt",
                "2018-03-02T00:00:00.000000000Z",
                "Spec",
                Doc.of(
                    "Name",
                    service.team + "_default",
                    "Labels",
                    Doc.of("com.docker.stack.namespace", service.team),
                    "DriverConfiguration",
                    Doc.of("Name", "overlay"),
                    "Scope",
                    "swarm"),
                "DriverState",
                Doc.of("Name", "overlay"),
                "IPAMOptions",
                Doc.of(
                    "Driver", Doc.of("Name", "default"),
                    "Configs", List.of(Doc.of("Subnet", "10.0.0.0/16", "Gateway", "10.0.0.1")))),
            "Addresses",
            List.of(address() + "/16"));
    if (random.nextInt(5) < 2) {
      return Arr.of(overlay);
    }
    Doc ingress =
        Doc.of(
            "Network",
            Doc.of(
                "ID",
                id("", 25),
                "Spec",
                Doc.of("Name", "ingress", "Labels", Doc.EMPTY, "Ingress", true, "Scope", "swarm"),
                "DriverState",
                Doc.of("Name", "overlay")),
            "Addresses",
            List.of("10.255." + random.nextInt(256) + ".7/16"));
    return Arr.of(overlay, ingress);
  }

  private String address() {
    return "10.0." + random.nextInt(256) + "." + random.nextInt(256);
  }

  private String time() {
    return String.format(
        "2018-09-%02dT%02d:%02d:%02d.%09dZ",
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        random.nextInt(1_000_000_000));
  }

  private String id(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      id.append(Character.forDigit(random.nextInt(36), 36));
    }
    return id.toString();
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }
}
