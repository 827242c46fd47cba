package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** storm-docker on a real Podman, which speaks Docker's API nearly as Docker does. */
@OnSwarm
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class PodmanTest extends EngineContract {
  private static final int NODE = 2;

  @BeforeAll
  void start(Swarm swarm) throws InterruptedException {
    Command podman = swarm.podman(NODE);
    if (podman.code() != 0) {
      System.out.println("tests on a real Podman are skipped: " + podman.err().strip());
      Assumptions.abort("no Podman");
    }
    List<String> lines = podman.out().lines().toList();
    start("podman", Path.of(lines.getFirst()), "--cgroup-parent " + lines.get(1));
  }

  /** Its ID is another one each time that it is asked. */
  @Test
  void theAgentIsCalledAfterTheHost() {
    assertThat(stormd().list("/agents").getFirst().text("name")).isEqualTo("docker-swarm-" + NODE);
    assertThat(engine().texts("names")).containsExactly("swarm-" + NODE);
  }

  /** It tells no events of them. */
  @Test
  void networksAreSeenNowAndThen() throws InterruptedException {
    docker("network create --label test=yes front");
    eventually(
        Duration.ofSeconds(60), () -> assertThat(resources(Doc.of("names", "front"))).hasSize(1));
  }
}
