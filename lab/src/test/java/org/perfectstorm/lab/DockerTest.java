package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** storm-docker on a real Docker Engine, which is a worker of a swarm besides. */
@OnSwarm
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class DockerTest extends EngineContract {
  private static final int NODE = 3;

  private Swarm swarm;

  @BeforeAll
  void start(Swarm swarm) throws InterruptedException {
    this.swarm = swarm;
    swarm.clear();
    start("docker", swarm.socket(NODE), "");
  }

  @Test
  void theAgentIsCalledAfterTheEngine() {
    Doc agent = stormd().list("/agents").getFirst();
    assertThat(agent.text("type")).isEqualTo("docker");
    assertThat(agent.text("name")).isEqualTo("docker-" + docker("info -f {{.ID}}"));
    assertThat(agent.doc("options")).isEqualTo(Doc.of("procedureRunner", true));
    assertThat(engine().texts("names")).containsExactly("swarm-" + NODE, docker("info -f {{.ID}}"));
  }

  @Test
  void healthIsSeen() throws InterruptedException {
    run("--name checked --health-interval 1s --health-retries 1 perfectstorm/checked:latest");
    shows("checked", "running", "healthy");
    docker("exec checked touch /tmp/sick");
    shows("checked", "running", "unhealthy");
    run(
        "--name slow --health-interval 1s --health-start-period 1h --health-cmd false"
            + " nginx:1.27");
    shows("slow", "starting", "unknown");
    run("--name again --restart always busybox false");
    shows("again", "starting", "unknown");
  }

  @Test
  void networksAndTheAddressesInThemAreSeen() throws InterruptedException {
    docker("network create --label test=yes front");
    eventually(SOON, () -> assertThat(resources(Doc.of("names", "front"))).hasSize(1));
    run("--name member nginx:1.27");
    shows("member", "running", "unknown");
    docker("network connect front member");
    Doc query = Doc.of("names", "member", "addresses.network", "front");
    eventually(SOON, () -> assertThat(resources(query)).hasSize(1));
    docker("network disconnect front member");
    eventually(SOON, () -> assertThat(resources(query)).isEmpty());
    docker("network rm front");
    isGone("front");
  }

  @Test
  void tasksOfTheSwarmAreLeftToStormSwarm() throws InterruptedException {
    swarm.create("everywhere", "--mode global nginx:1.27");
    eventually(
        Duration.ofSeconds(30),
        () -> assertThat(docker("ps -q --filter name=everywhere")).isNotEmpty());
    run("--name own nginx:1.27");
    shows("own", "running", "unknown");
    showsWhatTheEngineHas();
    swarm.clear();
  }

  @Test
  void anEngineThatDiesDeletesNothing() throws InterruptedException {
    String id = run("--name survivor --restart always nginx:1.27");
    Doc before = shows("survivor", "running", "unknown");
    swarm.kill(NODE);
    try {
      eventually(
          Duration.ofSeconds(40),
          () ->
              assertThat(stormd().list("/agents").getFirst().toString())
                  .contains("does not answer"));
      assertThat(shows("survivor", "running", "unknown").text("id")).isEqualTo(before.text("id"));
    } finally {
      swarm.start(NODE);
    }
    eventually(
        Duration.ofSeconds(40),
        () -> {
          assertThat(stormd().list("/agents").getFirst().toString())
              .doesNotContain("does not answer");
          assertThat(resources(Doc.of("names", id, "status", "running")).toString())
              .contains(docker("inspect -f {{.State.StartedAt}} survivor"));
        });
    assertThat(resources(Doc.of("names", id)).getFirst().text("id")).isEqualTo(before.text("id"));
    showsWhatTheEngineHas();
  }
}
