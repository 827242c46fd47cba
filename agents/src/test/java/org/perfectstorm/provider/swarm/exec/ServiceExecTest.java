package org.perfectstorm.provider.swarm.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.agent.Duty;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Change;
import org.perfectstorm.provider.docker.engine.CannedEngine.Manner;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Against an engine on a real socket; the lab's tests do it on a real swarm. */
@Timeout(30)
class ServiceExecTest {
  private static final String LOGS = "/services/helper/logs";

  private final CannedEngine engine = CannedEngine.onTcp();
  private final HttpEngine http = new HttpEngine(engine.address(), Duration.ofSeconds(2), 4);
  private final Client stormd = new Client(Address.parse("127.0.0.1:1"));
  private final List<List<String>> local = new ArrayList<>();
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final ServiceExec exec =
      new ServiceExec(
          http,
          stormd,
          "docker:test",
          (words, out) -> {
            local.add(words);
            out.accept("local\n");
            return 7;
          });

  ServiceExecTest() throws IOException {
    engine.says("/info", Doc.of("Swarm", Doc.of("NodeID", "here")));
    engine.says("/nodes/there", Doc.of("Status", Doc.of("State", "ready")));
    engine.says(
        "/services",
        Arr.of(
            Doc.of("ID", "s1", "Spec", Doc.of("Name", "web")),
            Doc.of("ID", "s2", "Spec", Doc.of("Name", "db"))));
    tasks(task("t1", "s1", 1, "here"), task("t2", "s2", 1, "there"));
    engine.changes(
        change -> {
          changes.add(change);
          return change.path().equals("/services/create")
              ? new Answer(201, "{\"ID\":\"helper\"}", Manner.WHOLE)
              : Answer.raw("");
        });
    says("out\n");
  }

  /** The engine knows one list of tasks, with the helper's in front: it is asked for first. */
  private void helper(Doc status) {
    tasks(Doc.of("ID", "h", "ServiceID", "helper", "Status", status), task("t2", "s2", 1, "there"));
  }

  private void tasks(Doc... tasks) {
    engine.says("/tasks", Arr.of((Object[]) tasks));
  }

  private static Doc task(String id, String service, int slot, String node) {
    Doc container = Doc.of("ContainerID", "container-" + id);
    return Doc.of("ID", id, "ServiceID", service, "Slot", slot, "NodeID", node)
        .with("DesiredState", "running")
        .with("Status", Doc.of("State", "running", "ContainerStatus", container));
  }

  private void says(String text) {
    engine.says(
        LOGS, Answer.raw(new String(FramesTest.frame(1, text), StandardCharsets.ISO_8859_1)));
  }

  @AfterEach
  void close() throws IOException {
    stormd.close();
    http.close();
    engine.close();
  }

  private int run(String line) throws EngineException, IOException, InterruptedException {
    return exec.run(Arrays.asList(line.split(" ")), printed::add);
  }

  private String output() {
    return String.join("", printed);
  }

  @Test
  void onTheEnginesOwnNodeDockerDoesIt() throws Exception {
    assertThat(run("service exec -u 0 web id")).isEqualTo(7);
    assertThat(local).containsExactly(List.of("exec", "--user=0", "container-t1", "id"));
    assertThat(output()).isEqualTo("local\n");
    assertThat(changes).isEmpty();
  }

  @Test
  void onAnotherNodeAHelperDoesItAndIsRemoved() throws Exception {
    helper(Doc.of("State", "complete", "ContainerStatus", Doc.of("ExitCode", 0)));
    assertThat(run("service exec -e A=b db.1 id -u")).isZero();
    assertThat(output()).isEqualTo("out\n");
    assertThat(changes).hasSize(2);
    Doc spec = Json.readDoc(changes.getFirst().body());
    String name = spec.text("Name");
    assertThat(HelperSpec.isHelper(Doc.of("Spec", spec))).isTrue();
    Doc template = spec.doc("TaskTemplate");
    assertThat(HelperSpec.isHelper(Doc.of("Spec", template))).as("its tasks").isTrue();
    assertThat(template.path("Placement", "Constraints")).hasToString("[node.id==there]");
    Doc container = template.doc("ContainerSpec");
    assertThat(container.text("Image")).isEqualTo("docker:test");
    assertThat(container.texts("Command")).containsExactly("docker");
    assertThat(container.texts("Args"))
        .containsExactly("exec", "--env=A=b", "container-t2", "id", "-u");
    assertThat(changes.getLast()).isEqualTo(new Change("DELETE", "/services/" + name, "", ""));
    assertThat(local).isEmpty();
  }

  /** An engine's log goes on for a while after its service is gone. */
  @Test
  void whatIsFollowedHoldsNoConnectionAfterwards() throws Exception {
    helper(Doc.of("State", "complete", "ContainerStatus", Doc.of("ExitCode", 0)));
    String text = new String(FramesTest.frame(1, "out\n"), StandardCharsets.ISO_8859_1);
    engine.saysToQuery(
        LOGS + "?stdout=true&stderr=true&follow=true", Answer.raw(text + text).in(Manner.STALLED));
    for (int i = 0; i < 12; i++) {
      printed.clear();
      assertThat(run("service exec db.1 id")).isZero();
      assertThat(output()).isEqualTo("out\n");
    }
    assertThat(engine.requests()).filteredOn(asked -> asked.contains("follow=true")).hasSize(12);
  }

  @Test
  void anAnswerThatDoesNotComeHoldsNoConnectionAfterwards() throws Exception {
    engine.says(LOGS, Answer.raw("").in(Manner.SILENT));
    try (HttpEngine impatient = new HttpEngine(engine.address(), Duration.ofMillis(300), 2)) {
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> impatient.follow("/services/helper/logs").close())
            .hasMessageContaining("no answer in time");
      }
      impatient.get("/info").close();
    }
  }

  /** A manager that does not reach the node yet says so in a channel of its own. */
  @Test
  void outputThatIsCutOffIsAskedForAgain() throws Exception {
    helper(Doc.of("State", "complete", "ContainerStatus", Doc.of("ExitCode", 0)));
    AtomicInteger asked = new AtomicInteger();
    engine.says(
        LOGS,
        () -> {
          byte[] out = FramesTest.frame(1, "out\n");
          byte[] trouble = FramesTest.frame(3, "incomplete log stream");
          String said = new String(out, StandardCharsets.ISO_8859_1);
          return Answer.raw(
              asked.incrementAndGet() < 4
                  ? said + new String(trouble, StandardCharsets.ISO_8859_1)
                  : said);
        });
    assertThat(run("service exec db true")).isZero();
    assertThat(output()).isEqualTo("out\n");
    assertThat(asked).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void theExitCodeIsTheCommands() throws Exception {
    helper(Doc.of("State", "failed", "ContainerStatus", Doc.of("ExitCode", 3), "Err", "non-zero"));
    assertThat(run("service exec db false")).isEqualTo(3);
  }

  @Test
  void anImageThatIsNotThereIsSaid() {
    helper(Doc.of("State", "rejected", "Err", "No such image: docker:test"));
    assertThatThrownBy(() -> run("service exec db id"))
        .hasMessage(
            "the helper on the node of db.1 cannot start, its image is docker:test (--exec-image):"
                + " No such image: docker:test");
    assertThat(changes.getLast().method()).isEqualTo("DELETE");
  }

  @Test
  void aNodeThatIsDownIsNotWaitedFor() {
    engine.says("/nodes/there", Doc.of("Status", Doc.of("State", "down")));
    assertThatThrownBy(() -> run("service exec db id")).hasMessage("the node of db.1 is down");
    assertThat(changes).isEmpty();
  }

  @Test
  void ofSeveralTasksOneHasToBeChosen() throws Exception {
    tasks(task("t1", "s1", 1, "there"), task("t2", "s1", 2, "here"), task("t3", "s1", 3, "here"));
    assertThatThrownBy(() -> run("service exec web id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "web has 3 running tasks (web.1, web.2, web.3): name one, or say --any or --all");
    assertThat(run("service exec --any web id")).isEqualTo(7);
    assertThat(local).as("one that needs no helper").hasSize(1);
  }

  @Test
  void allAreAskedEvenIfOneFails() throws Exception {
    engine.says("/nodes/there", Doc.of("Status", Doc.of("State", "down")));
    tasks(task("t1", "s1", 1, "there"), task("t2", "s1", 2, "here"));
    assertThat(run("service exec --all web id")).isEqualTo(125);
    assertThat(output())
        .isEqualTo(
            """
            [web.1]
            [the node of web.1 is down]
            [web.1: exit code 125]
            [web.2]
            local
            [web.2: exit code 7]
            """);
  }

  @Test
  void whoIsInterruptedLeavesNoHelper() throws Exception {
    helper(Doc.of("State", "running"));
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread running =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    run("service exec db sleep 300");
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    eventually(() -> assertThat(output()).isEqualTo("out\n"));
    running.interrupt();
    running.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(changes).extracting(Change::method).containsExactly("POST", "DELETE");
  }

  @Test
  void helpersThatWereLeftBehindAreRemovedAndNothingElse() throws Exception {
    Doc labels = Doc.of(HelperSpec.LABEL, "yes", HelperSpec.RUN, "a process that died");
    engine.says(
        "/services",
        Arr.of(
            Doc.of("ID", "left", "Spec", Doc.of("Name", "storm-exec-1", "Labels", labels)),
            Doc.of("ID", "s1", "Spec", Doc.of("Name", "web"))));
    Duty duty = exec.duty();
    duty.actsFor("agent");
    duty.start();
    eventually(() -> assertThat(changes).isNotEmpty());
    duty.close();
    assertThat(changes).containsExactly(new Change("DELETE", "/services/left", "", ""));
  }

  /** It may be a tunnel with a process at the other end. */
  @Test
  void whatItTalkedThroughEndsWithIt() {
    exec.duty().close();
    assertThatThrownBy(() -> http.get("/info")).isInstanceOf(EngineException.class);
  }
}
