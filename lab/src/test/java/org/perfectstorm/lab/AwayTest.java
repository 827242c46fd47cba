package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.perfectstorm.value.Doc;

/** Nodes and agents that are away for a while, or for good. */
@OnSwarm
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** stormd gives an agent 60 s; what comes on top is for a busy machine. */
  private static final Duration SILENCE = Duration.ofSeconds(75);

  private static Swarm swarm;
  private static Storm storm;

  /** One whose agent is killed at once, so that its silence has become long at the end. */
  private static Storm silent;

  private static long silentSince;
  private static Map<String, Doc> lastSeen;

  @BeforeAll
  static void start(Swarm lab) throws InterruptedException {
    swarm = lab;
    swarm.create("web", "--replicas 2 nginx");
    silent = Storm.on(swarm, "silent");
    eventually(
        PATIENCE,
        () -> {
          silent.showsTheSwarm();
          assertThat(silent.stormctl().run("resource", "ls").succeeds().out())
              .containsPattern("web\\.2, .* running");
        });
    lastSeen = Picture.shownBy(silent.stormd());
    silent.agent().kill();
    silentSince = System.nanoTime();
    storm = Storm.on(swarm, "away");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    try {
      if (storm != null) {
        storm.close();
      }
    } finally {
      silent.stormd().close();
      swarm.clear();
    }
  }

  @Test
  @Order(1)
  void aNodeThatIsCutOffIsStoppedAndAHealedOneRuns() throws InterruptedException {
    swarm.cut(3);
    try {
      eventually(PATIENCE, () -> assertThat(statusOf("swarm-3")).isEqualTo("stopped"));
      assertThat(statusOf("swarm-2")).isEqualTo("running");
    } finally {
      swarm.heal(3);
    }
    eventually(PATIENCE, () -> assertThat(statusOf("swarm-3")).isEqualTo("running"));
    storm.showsTheSwarm(PATIENCE);
  }

  private static String statusOf(String node) {
    String table = storm.stormctl().run("resource", "ls").succeeds().out();
    String line =
        table.lines().filter(l -> l.contains(" " + node + ", ")).findFirst().orElseThrow();
    return line.strip().split(" +")[4];
  }

  @Test
  @Order(2)
  void aRunningAgentThatIsRemovedComesBackWithItsResources() throws InterruptedException {
    String name = agent(storm).text("name");
    Map<String, String> before = Picture.idsIn(storm.stormd());
    storm.stormctl().run("agent", "rm", name, "--yes").prints("");
    // The next change in the swarm, or the next heartbeat at the latest.
    swarm.docker("service update -q -d --label-add changed=yes web");
    storm.showsTheSwarm(PATIENCE);
    assertThat(agent(storm).text("name")).isEqualTo(name);
    assertThat(Picture.idsIn(storm.stormd()).values()).doesNotContainAnyElementsOf(before.values());
  }

  @Test
  @Order(3)
  void anAgentThatSaysFarewellIsOfflineAtOnceAndItsResourcesStay() {
    Map<String, Doc> before = Picture.shownBy(storm.stormd());
    storm.agent().close();
    assertThat(agent(storm).text("status")).isEqualTo("offline");
    assertThat(Picture.shownBy(storm.stormd())).isEqualTo(before);
  }

  @Test
  @Order(4)
  void anAgentThatFellSilentIsOfflineAfterAMinuteAndItsResourcesStay() throws InterruptedException {
    String name = agent(silent).text("name");
    Duration left = SILENCE.minusNanos(System.nanoTime() - silentSince);
    eventually(
        left,
        () ->
            assertThat(silent.stormctl().run("agent", "ls").succeeds().out())
                .containsPattern("agt-\\w{22} +swarm +" + name + " +offline"));
    System.out.println(
        "measured: a killed agent was offline "
            + Duration.ofNanos(System.nanoTime() - silentSince).toSeconds()
            + " s after its end (60 s after its last heartbeat is meant)");
    assertThat(Picture.shownBy(silent.stormd())).isEqualTo(lastSeen);
    assertThat(silent.stormd().list("/events"))
        .filteredOn(event -> event.text("entity_type").equals("agent"))
        .last()
        .satisfies(event -> assertThat(event.texts("entity_names")).containsExactly(name));
  }

  @Test
  @Order(5)
  void removingAnAgentAsksFirstAndTakesItsResourcesWithIt() {
    String name = agent(silent).text("name");
    int owned = lastSeen.size();
    silent.stormctl().run("agent", "rm", name).fails(1, "owns " + owned + " resources", "--yes");
    assertThat(silent.stormd().list("/resources")).hasSize(owned);
    silent.stormctl().run("agent", "rm", name, "--yes").prints("");
    assertThat(silent.stormd().list("/resources")).isEmpty();
    assertThat(silent.stormd().list("/agents")).isEmpty();
    silent.stormctl().run("agent", "rm", name).fails(1, name);
  }

  private static Doc agent(Storm storm) {
    List<Doc> agents = storm.stormd().list("/agents");
    assertThat(agents).hasSize(1);
    return agents.getFirst();
  }
}
