package org.perfectstorm.provider.docker;

import java.util.List;
import java.util.Set;
import org.perfectstorm.value.Doc;

/** The engine's states in the words that every cloud shares. */
final class Status {
  static final String RUNNING = "running";
  static final String STOPPED = "stopped";
  static final String CREATED = "created";
  static final String HEALTHY = "healthy";
  static final String UNHEALTHY = "unhealthy";
  static final String UNKNOWN = "unknown";
  private static final String ERROR = "error";
  private static final String STARTING = "starting";

  /** Exit codes of who did as told: ended by itself, or by SIGINT, SIGKILL or SIGTERM. */
  private static final Set<Object> AS_TOLD = Set.of(0, 128 + 2, 128 + 9, 128 + 15);

  private Status() {}

  /**
   * Of a container.
   *
   * @param state {@code State} of {@code GET /containers/{id}/json}
   */
  static String of(Doc state) {
    return switch (state.text("Status")) {
      // Where its health check has not succeeded yet, it is no good to anybody, as in a swarm.
      case "running" -> STARTING.equals(check(state)) ? STARTING : RUNNING;
      // Its processes are there and do nothing.
      case "paused" -> STOPPED;
      // It ended, and the engine waits before it starts it once more.
      case "restarting" -> STARTING;
      case "created", "configured", "initialized" -> hasError(state) ? ERROR : CREATED;
      case "exited", "stopped" -> ended(state);
      case "stopping" -> "stopping";
      case "removing" -> "removing";
      case "dead" -> ERROR;
      case null, default -> UNKNOWN;
    };
  }

  private static String ended(Doc state) {
    boolean killed = Boolean.TRUE.equals(state.get("OOMKilled"));
    Object code = state.get("ExitCode");
    boolean asTold = code == null || AS_TOLD.contains(code);
    return killed || hasError(state) || !asTold ? ERROR : STOPPED;
  }

  /** Whether the engine could not start it. */
  private static boolean hasError(Doc state) {
    String error = state.text("Error");
    return error != null && !error.isBlank();
  }

  /** Of a container: as its health check says, as long as it runs. */
  static String health(Doc state) {
    if (!"running".equals(state.text("Status"))) {
      return UNKNOWN;
    }
    return switch (check(state)) {
      case HEALTHY -> HEALTHY;
      case UNHEALTHY -> UNHEALTHY;
      case null, default -> UNKNOWN;
    };
  }

  private static String check(Doc state) {
    return state.doc("Health").text("Status");
  }

  /** Of what is made of containers: it runs as long as one of them does. */
  static String ofAll(List<String> statuses) {
    for (String status : List.of(RUNNING, STARTING, ERROR)) {
      if (statuses.contains(status)) {
        return status;
      }
    }
    return STOPPED;
  }

  /** Of what is made of containers: one that is unhealthy is enough. */
  static String healthOfAll(List<String> healths) {
    return healths.contains(UNHEALTHY) ? UNHEALTHY : healths.contains(HEALTHY) ? HEALTHY : UNKNOWN;
  }
}
