package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** {@code service exec} on each node of the real swarm. */
@OnSwarm
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class ServiceExecTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Swarm swarm;
  private Storm storm;
  private Jobs jobs;

  @BeforeAll
  void start(Swarm swarm) throws InterruptedException {
    this.swarm = swarm;
    swarm.image("docker");
    swarm.clear();
    storm = Storm.on(swarm, "exec", "-p");
    jobs = new Jobs(storm.stormd());
    swarm.create("web", "--mode global nginx:latest");
    eventually(PATIENCE, () -> assertThat(running()).hasSize(Swarm.NODES));
    eventually(
        PATIENCE,
        () ->
            assertThat(storm.stormd().list("/resources", "q", "{\"type\":\"swarm-task\"}"))
                .allSatisfy(task -> assertThat(task.text("status")).isEqualTo("running"))
                .hasSize(Swarm.NODES));
  }

  @AfterAll
  void stop() throws InterruptedException {
    storm.close();
    swarm.clear();
  }

  private List<Doc> running() {
    List<String> web =
        swarm.list("/services").stream()
            .filter(service -> service.doc("Spec").text("Name").equals("web"))
            .map(service -> service.text("ID"))
            .toList();
    return swarm.list("/tasks").stream()
        .filter(task -> web.contains(task.text("ServiceID")))
        .filter(task -> task.doc("Status").text("State").equals("running"))
        .toList();
  }

  @Test
  void aCommandRunsInTheTaskOfEachNode() throws InterruptedException {
    for (Doc task : running()) {
      String container = (String) task.path("Status", "ContainerStatus", "ContainerID");
      Doc job =
          jobs.ended(
              exec(
                  "- service exec -e WORD=two -w /tmp web."
                      + task.text("NodeID")
                      + " sh -c 'pwd; hostname; echo \"one $WORD\" >&2; echo three'"));
      assertThat(job.text("status")).as(job.toString()).isEqualTo("done");
      List<String> lines = job.doc("result").texts("outputs").getFirst().lines().toList();
      assertThat(lines)
          .containsExactlyInAnyOrder("/tmp", container.substring(0, 12), "one two", "three");
    }
    noHelperIsLeft();
  }

  @Test
  void exitCodesAndOutputComeBackFromAll() throws InterruptedException {
    storm
        .stormd()
        .send(
            "POST",
            "/groups",
            Doc.of("name", "webs", "query", Doc.of("type", "swarm-service", "names", "web")));
    String id = exec("- service exec --group webs --all sh -c 'echo here; exit 3'\n- service ls");
    Doc job = jobs.ended(id);
    assertThat(job.text("status")).isEqualTo("error");
    List<String> outputs = job.doc("result").texts("outputs");
    assertThat(outputs).hasSize(1);
    assertThat(outputs.getFirst().lines().filter("here"::equals)).hasSize(Swarm.NODES);
    assertThat(outputs.getFirst().lines().filter(line -> line.endsWith(": exit code 3]")))
        .hasSize(Swarm.NODES);
    assertThat(jobs.log(id)).endsWith("[docker service exec: exit code 3]\n");
    assertThat(jobs.ended(exec("- service exec --group webs --any true")).text("status"))
        .isEqualTo("done");
    noHelperIsLeft();
  }

  @Test
  void longOutputComesAsItIsPrintedAndWhole() throws InterruptedException {
    String id =
        exec(
            "- service exec "
                + elsewhere()
                + " sh -c 'echo begin; sleep 4; i=0; while [ $i -lt 5000 ]; do echo line $i;"
                + " i=$((i+1)); done'");
    eventually(PATIENCE, () -> assertThat(jobs.log(id)).isEqualTo("begin\n"));
    assertThat(jobs.job(id).text("status")).isEqualTo("running");
    assertThat(jobs.ended(id).text("status")).isEqualTo("done");
    StringBuilder expected = new StringBuilder("begin\n");
    for (int i = 0; i < 5000; i++) {
      expected.append("line ").append(i).append('\n');
    }
    assertThat(jobs.log(id)).isEqualTo(expected.toString());
  }

  /** As the first Perfect Storm's clients have it, but that they kill tasks of their own. */
  @Test
  void anAgentThatIsKilledLeavesAHelperAndTheNextRemovesIt() throws InterruptedException {
    String id = exec("- service exec " + elsewhere() + " sh -c 'echo waiting; sleep 20; exit 0'");
    eventually(PATIENCE, () -> assertThat(jobs.log(id)).isEqualTo("waiting\n"));
    List<Doc> left = helpers();
    assertThat(left).hasSize(1);
    assertThat(storm.stormd().list("/resources", "q", "{\"names\":{\"$regex\":\"^storm-exec\"}}"))
        .as("helpers are not shown")
        .isEmpty();
    storm.agent().kill();
    storm.agent().start();
    eventually(
        PATIENCE,
        () ->
            assertThat(helpers())
                .extracting(s -> s.text("ID"))
                .doesNotContain(left.getFirst().text("ID")));
    storm.stormd().send("POST", "/jobs/" + id + "/cancel", Doc.EMPTY);
    jobs.ended(id);
    noHelperIsLeft();
  }

  /** A task on a node where the agent's engine is not. */
  private String elsewhere() {
    String here = ((Doc) swarm.get("/info")).doc("Swarm").text("NodeID");
    return "web."
        + running().stream()
            .map(task -> task.text("NodeID"))
            .filter(node -> !node.equals(here))
            .findFirst()
            .orElseThrow();
  }

  private List<Doc> helpers() {
    return swarm.list("/services").stream()
        .filter(service -> service.doc("Spec").text("Name").startsWith("storm-exec"))
        .toList();
  }

  private void noHelperIsLeft() throws InterruptedException {
    eventually(PATIENCE, () -> assertThat(helpers()).isEmpty());
  }

  private String exec(String content) {
    String name = "exec-" + System.nanoTime();
    jobs.procedure(name, content);
    return jobs.exec(name, Doc.EMPTY);
  }
}
