package org.perfectstorm.provider.swarm;

import org.perfectstorm.value.Doc;

/** Swarm's states in the eleven words that every cloud shares. */
final class Status {
  static final String RUNNING = "running";
  static final String STOPPED = "stopped";
  static final String UNKNOWN = "unknown";
  static final String CREATED = "created";
  private static final String ERROR = "error";
  private static final String STARTING = "starting";

  private Status() {}

  /** Of a node's {@code Status.State}. */
  static String ofNode(String state) {
    return switch (state) {
      case "ready" -> RUNNING;
      case "down", "disconnected" -> STOPPED;
      case null, default -> UNKNOWN;
    };
  }

  /**
   * Of a task: what it is, and where it is heading if that is somewhere else.
   *
   * @param state {@code Status.State}
   * @param desired {@code DesiredState}
   */
  static String ofTask(String state, String desired) {
    String is = word(state);
    String wanted = word(desired);
    return switch (is) {
      case ERROR, UNKNOWN, STOPPED -> is;
      case CREATED ->
          switch (wanted) {
            case CREATED -> is;
            case STOPPED -> "stopping";
            default -> STARTING;
          };
      default ->
          switch (wanted) {
            case STOPPED -> "stopping";
            case CREATED -> "creating";
            case STARTING -> STARTING;
            default -> is;
          };
    };
  }

  /** Of a node: {@code healthy} or {@code unhealthy} as the other managers reach this one. */
  static String healthOfNode(Doc node) {
    return switch (node.doc("ManagerStatus").text("Reachability")) {
      case "reachable" -> "healthy";
      case "unreachable" -> "unhealthy";
      case null, default -> UNKNOWN;
    };
  }

  /** Of a task: Swarm calls one with a health check running only while the check succeeds. */
  static String healthOfTask(Doc task) {
    Object first =
        task.path("Spec", "ContainerSpec", "Healthcheck") instanceof Doc check
                && !check.arr("Test").isEmpty()
            ? check.arr("Test").getFirst()
            : "NONE";
    return !"NONE".equals(first) && "running".equals(task.doc("Status").text("State"))
        ? "healthy"
        : UNKNOWN;
  }

  private static String word(String state) {
    return switch (state) {
      case "new", "allocated" -> CREATED;
      case "pending", "assigned", "accepted", "preparing", "ready", "starting" -> STARTING;
      case "running" -> RUNNING;
      case "complete", "shutdown", "remove" -> STOPPED;
      case "failed", "rejected", "orphaned" -> ERROR;
      case null, default -> UNKNOWN;
    };
  }
}
