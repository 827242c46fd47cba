package org.perfectstorm.provider.swarm.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perfectstorm.provider.swarm.exec.Targets.Target;
import org.perfectstorm.value.Doc;

class TargetsTest {
  private final List<Doc> tasks = new ArrayList<>();
  private final List<Doc> services =
      List.of(
          Doc.of("ID", "s1", "Spec", Doc.of("Name", "web")),
          Doc.of("ID", "s2", "Spec", Doc.of("Name", "agent")),
          Doc.of("ID", "s3", "Spec", Doc.of("Name", "idle")));

  TargetsTest() {
    for (int slot : new int[] {10, 2, 1}) {
      task("t" + slot, "s1", slot, "running", "running");
    }
    task("old", "s1", 3, "failed", "shutdown");
    task("leaving", "s1", 4, "running", "shutdown");
    task("new", "s1", 5, "preparing", "running");
    task("global", "s2", null, "running", "running");
  }

  private void task(String id, String service, Integer slot, String state, String desired) {
    Doc status =
        Doc.of("State", state, "ContainerStatus", Doc.of("ContainerID", "container-" + id));
    Doc task =
        Doc.of("ID", id, "ServiceID", service, "NodeID", "n1", "Status", status)
            .with("DesiredState", desired);
    tasks.add(slot == null ? task : task.with("Slot", slot));
  }

  @Test
  void aTaskIsFoundByEachOfItsNames() {
    Target first = new Target("web.1", "t1", "n1", "container-t1");
    for (String name : List.of("web.1", "web.1.t1", "t1", "container-t1")) {
      assertThat(named(name)).containsExactly(first);
    }
    assertThat(named("agent.n1")).extracting(Target::task).containsExactly("global");
  }

  @Test
  void aServiceMeansItsRunningTasksInOrder() {
    for (String name : List.of("web", "s1")) {
      assertThat(named(name)).extracting(Target::name).containsExactly("web.1", "web.2", "web.10");
    }
  }

  @Test
  void aGroupsTasksAreThoseOfItsServicesToo() {
    assertThat(new Targets(tasks, services).among(Set.of("s2", "t2", "old", "elsewhere")))
        .extracting(Target::task)
        .containsExactly("t2", "global");
  }

  @Test
  void whatDoesNotRunIsToldApart() {
    assertThatThrownBy(() -> named("web.3")).hasMessage("task web.3 is not running: it is failed");
    assertThatThrownBy(() -> named("idle")).hasMessage("service idle has no running task");
    assertThatThrownBy(() -> named("db")).hasMessage("there is no task and no service db");
  }

  private List<Target> named(String name) {
    return new Targets(tasks, services).named(name);
  }
}
