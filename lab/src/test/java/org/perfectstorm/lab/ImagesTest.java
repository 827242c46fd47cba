package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** The container images, built and run by a real engine: stormd and its agents. */
@OnSwarm
@Order(6)
@Timeout(300)
class ImagesTest {
  private static final Duration BUILD = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Swarm swarm;

  ImagesTest(Swarm swarm) {
    this.swarm = swarm;
  }

  @AfterEach
  void clear() throws InterruptedException {
    swarm.docker("rm -f storm-docker");
    swarm.clear();
  }

  @Test
  void stormdAndItsAgentsRunOnTheSwarmThatTheyShow() throws InterruptedException {
    Command built =
        Command.run(
            BUILD,
            Map.of("DOCKER_HOST", "unix://" + swarm.socket(1)),
            List.of(Repository.ROOT.resolve("storm").toString(), "images"));
    assertThat(built.succeeds().out())
        .contains(
            "perfectstorm/stormd:latest, ",
            "perfectstorm/storm-swarm:latest, ",
            "perfectstorm/storm-docker:latest, ");
    swarm.create(
        "stormd",
        "--constraint node.role==manager --publish mode=host,published=28482,target=28482"
            + " --health-interval 1s --no-resolve-image perfectstorm/stormd");
    swarm.create(
        "storm-swarm",
        "--constraint node.role==manager --health-interval 1s --no-resolve-image"
            + " --mount type=bind,src=/var/run/docker.sock,dst=/var/run/docker.sock"
            + " perfectstorm/storm-swarm -p");
    swarm.docker(
        "run -d --name storm-docker --health-interval 1s"
            + " --mount type=bind,src=/var/run/docker.sock,dst=/var/run/docker.sock"
            + " perfectstorm/storm-docker -p");
    eventually(
        PATIENCE,
        () -> {
          assertThat(stormctl("resource ls -o name"))
              .contains("storm-swarm.1", "stormd.1", "storm-docker");
          assertThat(swarm.docker("ps --format {{.Image}}={{.Status}}"))
              .containsPattern("perfectstorm/stormd:latest=Up [^\n]*\\(healthy\\)")
              .containsPattern("perfectstorm/storm-swarm:latest=Up [^\n]*\\(healthy\\)")
              .containsPattern("perfectstorm/storm-docker(:latest)?=Up [^\n]*\\(healthy\\)");
        });

    Doc stormd =
        swarm.list("/containers/json?filters=%7B%22name%22%3A%5B%22stormd.1%22%5D%7D").getFirst();
    Doc inside = (Doc) swarm.get("/containers/" + stormd.text("Id") + "/json");
    assertThat(inside.doc("Config").text("User")).as("not root").isEqualTo("28482:28482");
  }

  /** The image of the client, on the network of the manager. */
  private String stormctl(String arguments) {
    return swarm.docker("run --rm --network host perfectstorm/stormctl " + arguments);
  }
}
