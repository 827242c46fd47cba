package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

class StatusTest {
  @ParameterizedTest
  @CsvSource({
    // It is where it should be.
    "new, new, created",
    "allocated, new, created",
    "ready, ready, starting",
    "running, running, running",
    "complete, complete, stopped",
    "complete, shutdown, stopped",
    "shutdown, shutdown, stopped",
    "remove, remove, stopped",
    // It is on its way up: never running before it runs.
    "new, running, starting",
    "allocated, running, starting",
    "pending, running, starting",
    "assigned, running, starting",
    "accepted, running, starting",
    "preparing, running, starting",
    "ready, running, starting",
    "starting, running, starting",
    "new, ready, starting",
    "pending, new, creating",
    "running, new, creating",
    "running, ready, starting",
    // It is on its way down.
    "new, shutdown, stopping",
    "pending, remove, stopping",
    "starting, shutdown, stopping",
    "running, shutdown, stopping",
    "running, remove, stopping",
    // It is over, whatever was wanted.
    "complete, running, stopped",
    "shutdown, running, stopped",
    "failed, running, error",
    "failed, shutdown, error",
    "rejected, shutdown, error",
    "rejected, ready, error",
    "orphaned, remove, error",
    // States of engines to come.
    "levitating, running, unknown",
    "levitating, levitating, unknown",
    "running, levitating, running",
    ", running, unknown",
    "running, , running",
  })
  void ofTask(String state, String desired, String status) {
    assertThat(Status.ofTask(state, desired)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "ready, running",
    "down, stopped",
    "disconnected, stopped",
    "unknown, unknown",
    "levitating, unknown",
    ", unknown",
  })
  void ofNode(String state, String status) {
    assertThat(Status.ofNode(state)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "reachable, healthy",
    "unreachable, unhealthy",
    "unknown, unknown",
    ", unknown",
  })
  void healthOfNode(String reachability, String health) {
    Doc manager = Doc.of("ManagerStatus", Doc.of("Reachability", reachability));
    assertThat(Status.healthOfNode(manager)).isEqualTo(health);
    assertThat(Status.healthOfNode(Doc.EMPTY)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "CMD-SHELL, running, healthy",
    "CMD, running, healthy",
    "CMD-SHELL, starting, unknown",
    "CMD-SHELL, failed, unknown",
    "NONE, running, unknown",
    ", running, unknown",
  })
  void healthOfTask(String test, String state, String health) {
    Arr check = test == null ? Arr.EMPTY : Arr.of(test, "true");
    Doc task =
        Doc.of(
            "Spec", Doc.of("ContainerSpec", Doc.of("Healthcheck", Doc.of("Test", check))),
            "Status", Doc.of("State", state));
    assertThat(Status.healthOfTask(task)).isEqualTo(health);
    assertThat(Status.healthOfTask(task.without("Spec"))).isEqualTo("unknown");
  }
}
