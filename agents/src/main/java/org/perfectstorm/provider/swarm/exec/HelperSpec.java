package org.perfectstorm.provider.swarm.exec;

import java.util.List;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What helpers look like to Swarm, and how they are told from other services. Pure. */
public final class HelperSpec {
  /** Every helper has it, and its containers. */
  static final String LABEL = "storm-swarm-exec";

  /** The process that a helper belongs to. */
  static final String RUN = "storm-swarm-exec-run";

  private static final String TASK = "storm-swarm-exec-task";
  private static final String SOCKET = "/var/run/docker.sock";
  private static final int SECOND_NANOS = 1_000_000_000;

  private HelperSpec() {}

  /**
   * Whether an object of {@code GET /services} or {@code GET /tasks} is a helper, or one's task.
   */
  public static boolean isHelper(Doc object) {
    Doc spec = object.doc("Spec");
    return spec.doc("Labels").has(LABEL) || spec.doc("ContainerSpec").doc("Labels").has(LABEL);
  }

  /** Whether a service is a helper of another process than this. */
  static boolean isOfAnother(Doc service, String run) {
    return !run.equals(service.doc("Spec").doc("Labels").text(RUN));
  }

  /**
   * A service that runs one docker command on one node, against that node's engine, once.
   *
   * @param command the words after {@code docker}
   */
  static Doc of(
      String name, String image, String run, Targets.Target target, List<String> command) {
    Doc labels = Doc.of(LABEL, "yes", RUN, run, TASK, target.task());
    return Doc.of(
        "Name",
        name,
        "Labels",
        labels,
        "TaskTemplate",
        Doc.of(
            "ContainerSpec",
            Doc.of(
                "Image",
                image,
                "Labels",
                labels,
                "Command",
                Arr.of("docker"),
                "Args",
                Arr.from(command),
                // The socket is root's.
                "User",
                "0",
                "Mounts",
                Arr.of(Doc.of("Type", "bind", "Source", SOCKET, "Target", SOCKET)),
                "Healthcheck",
                Doc.of("Test", Arr.of("NONE")),
                "StopGracePeriod",
                SECOND_NANOS),
            "RestartPolicy",
            Doc.of("Condition", "none"),
            "Placement",
            Doc.of("Constraints", Arr.of("node.id==" + target.node())),
            // Whatever is usual on that node: what it prints must be read again.
            "LogDriver",
            Doc.of("Name", "json-file")),
        "Mode",
        Doc.of("Replicated", Doc.of("Replicas", 1)));
  }
}
