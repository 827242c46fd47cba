package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** Procedures of type {@code swarm}, run by the real docker command line on the real swarm. */
@OnSwarm
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class ProceduresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Swarm swarm;
  private Storm storm;
  private Jobs jobs;

  @BeforeAll
  void start(Swarm swarm) throws InterruptedException {
    this.swarm = swarm;
    swarm.clear();
    storm = Storm.on(swarm, "procedures", "-p");
    jobs = new Jobs(storm.stormd());
  }

  @AfterEach
  void clear() throws InterruptedException {
    swarm.clear();
  }

  @AfterAll
  void stop() {
    storm.close();
  }

  @Test
  void theAgentSaysThatItRunsProcedures() {
    Doc agent = storm.stormd().list("/agents").getFirst();
    assertThat(agent.doc("options"))
        .isEqualTo(Doc.of("autoLabeling", false, "procedureRunner", true));
  }

  @Test
  void aServiceIsCreatedAndRemoved() throws InterruptedException {
    jobs.procedure(
        "create",
        """
        - service create --quiet --detach --name {{ NAME }} --replicas 2
            -e "GREETING=hello  world" --stop-grace-period 1s nginx:latest
        - service ls --format "NAME={{ '{{' }}.Name{{ '}}' }}"
        """);
    String created = jobs.exec("create", Doc.of("params", Doc.of("NAME", "by-procedure")));
    Doc job = jobs.ended(created);
    assertThat(job.text("status")).as(job.toString()).isEqualTo("done");
    List<String> outputs = job.doc("result").texts("outputs");
    assertThat(outputs).hasSize(2);
    assertThat(outputs.getFirst().strip()).matches("[0-9a-z]{25}");
    assertThat(outputs.getLast()).isEqualTo("NAME=by-procedure\n");
    assertThat(jobs.log(created)).isEqualTo(String.join("", outputs));
    Doc service = swarm.list("/services").getFirst();
    assertThat(service.path("Spec", "TaskTemplate", "ContainerSpec", "Env"))
        .hasToString("[GREETING=hello  world]");
    eventually(
        PATIENCE,
        () ->
            assertThat(storm.stormd().list("/resources", "q", "{\"names\":\"by-procedure\"}"))
                .hasSize(1));

    jobs.procedure("remove", "- service rm {{ NAME }}");
    Doc removed = jobs.ended(jobs.exec("remove", Doc.of("params", Doc.of("NAME", "by-procedure"))));
    assertThat(removed.doc("result")).hasToString("{\"outputs\":[\"by-procedure\\n\"]}");
    assertThat(swarm.list("/services")).isEmpty();
  }

  /** The announcement, steps 0 and 1. */
  @Test
  void theMessagingApplicationComesUpByItsProcedures() throws InterruptedException {
    String file = Repository.ROOT.resolve("examples/messaging.yaml").toString();
    storm.stormctl().run("import", "-f", file).succeeds();
    for (String service : List.of("mysql", "frontend")) {
      Command exec = storm.stormctl().run("procedure", "exec", service, "--target", "default");
      assertThat(exec.succeeds().out()).contains("overall progress: 1 out of 1 tasks");
    }
    for (String group : List.of("mysql", "frontend")) {
      eventually(
          PATIENCE,
          () ->
              assertThat(storm.stormctl().run("group", "members", group).succeeds().out().lines())
                  .hasSize(3)
                  .anySatisfy(line -> assertThat(line).contains("swarm-service", group))
                  .anySatisfy(line -> assertThat(line).contains("swarm-task", group + ".1")));
    }
    Command again = storm.stormctl().run("procedure", "exec", "mysql", "--target", "default");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.out()).contains("already", "mysql", "[docker service: exit code 1]\n");
  }

  @Test
  void theFirstFailureEndsTheJob() throws InterruptedException {
    jobs.procedure("failing", "- service ls -q\n- service rm nothing\n- service ls -q");
    String id = jobs.exec("failing", Doc.EMPTY);
    Doc job = jobs.ended(id);
    assertThat(job.text("status")).isEqualTo("error");
    List<String> outputs = job.doc("result").texts("outputs");
    assertThat(outputs).hasSize(2);
    assertThat(outputs.getLast()).contains("nothing not found");
    assertThat(jobs.log(id)).endsWith("[docker service: exit code 1]\n");
  }

  @Test
  void secretsAreInTheServiceAndNowhereElse() throws InterruptedException {
    storm
        .stormd()
        .send(
            "POST",
            "/procedures",
            Doc.of(
                "type",
                "swarm",
                "name",
                "secret",
                "content",
                "- service create -q -d --name s -e PW={{ PW }} nginx:latest\n"
                    + "- service inspect -f '{{ '{{' }}.Spec.TaskTemplate.ContainerSpec.Env{{ '}}'"
                    + " }}' s",
                "params",
                Doc.of("PW", Doc.of("secret", true))));
    String id = jobs.exec("secret", Doc.of("params", Doc.of("PW", "hunter2")));
    Doc job = jobs.ended(id);
    assertThat(job.text("status")).as(job.toString()).isEqualTo("done");
    assertThat(job.toString()).contains("PW=******").doesNotContain("hunter2");
    assertThat(jobs.log(id)).contains("PW=******").doesNotContain("hunter2");
    assertThat(storm.agent().program().output()).contains(id).doesNotContain("hunter2");
    assertThat(storm.stormd().program().output()).doesNotContain("hunter2");
    assertThat(swarm.list("/services").toString()).contains("PW=hunter2");
  }

  @Test
  void aJobThatNeverEndsShowsItsOutputAndIsCancelled() throws InterruptedException {
    jobs.procedure("endless", "- service create --name endless nosuch/image");
    String id = jobs.exec("endless", Doc.EMPTY);
    eventually(
        PATIENCE, () -> assertThat(jobs.log(id)).contains("overall progress: 0 out of 1 tasks"));
    assertThat(jobs.job(id).text("status")).isEqualTo("running");
    storm.stormd().send("POST", "/jobs/" + id + "/cancel", Doc.EMPTY);
    assertThat(jobs.ended(id).doc("result")).hasToString("{\"error\":\"cancelled\"}");
    assertThat(Command.run(PATIENCE, java.util.Map.of(), List.of("ps", "-eo", "args")).out())
        .doesNotContain("nosuch/image");
  }

  @Test
  void theJobOfAnAgentThatIsKilledIsHandedOutAgain() throws InterruptedException {
    jobs.procedure("again", "- service create --name again --detach=false nosuch/image");
    String id = jobs.exec("again", Doc.EMPTY);
    eventually(PATIENCE, () -> assertThat(jobs.log(id)).contains("overall progress"));
    storm.agent().kill();
    storm.agent().start();
    eventually(PATIENCE, () -> assertThat(jobs.job(id).get("attempt")).isEqualTo(2));
    // The service is there already: the second attempt says so.
    Doc job = jobs.ended(id);
    assertThat(job.text("status")).isEqualTo("error");
    assertThat(job.doc("result").toString()).contains("already exists");
    assertThat(jobs.log(id)).contains("went away; handed out again, attempt 2]\n");
  }
}
