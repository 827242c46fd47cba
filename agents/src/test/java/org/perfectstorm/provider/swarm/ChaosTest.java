package org.perfectstorm.provider.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.agent.Agent;
import org.perfectstorm.agent.MemoryStormd;
import org.perfectstorm.agent.Tempo;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Manner;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.HttpEngine;
import org.perfectstorm.provider.swarm.Swarm.Naming;
import org.perfectstorm.value.Doc;

/**
 * The whole agent between an engine and a stormd that both fail at random, while the swarm goes on
 * changing. Nothing may vanish from stormd that did not vanish from the swarm, and in the end both
 * hold the same.
 */
@Timeout(120)
class ChaosTest {
  private static final List<String> LISTS = List.of("/nodes", "/services", "/tasks", "/info");

  private final CannedEngine engine = CannedEngine.onTcp();
  private final SwarmModel model = new SwarmModel("c", 3);
  private final MemoryStormd stormd = new MemoryStormd();

  /** What the swarm has removed, ever; ids are never used again. */
  private final Set<String> removed = new HashSet<>();

  private int made;

  ChaosTest() throws IOException {}

  @Test
  void losesNothingAndCatchesUp() throws Exception {
    long seed = Long.getLong("seed", 20180501);
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      change(random);
    }
    model.toldBy(engine);
    Tempo tempo =
        new Tempo(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofMillis(50));
    Engine http = new HttpEngine(engine.address(), Duration.ofMillis(800));
    try (Agent agent = new Agent(new Swarm(http, Naming.OWN, Doc.EMPTY), stormd, tempo, false)) {
      Thread running = new Thread(agent::run, "agent");
      running.start();
      for (int round = 0; round < 120; round++) {
        for (int i = random.nextInt(4); i > 0; i--) {
          change(random);
        }
        // Whole answers first, so that a fault stands alone among them.
        model.toldBy(engine);
        stormd.away(null);
        if (random.nextInt(3) == 0) {
          disturb(random);
          engine.happens("engine");
          Thread.sleep(random.nextInt(150));
        }
        Thread.sleep(random.nextInt(60));
      }
      stormd.away(null);
      model.toldBy(engine);
      engine.happens("engine");
      eventually(
          () ->
              assertThat(stormd.resources("swarm-c").keySet())
                  .as("seed %d", seed)
                  .containsExactlyInAnyOrderElementsOf(model.ids()));
    }
    assertNothingVanished(seed);
    assertThat(stormd.status("swarm-c")).isEqualTo("offline");
    engine.close();
  }

  private void assertNothingVanished(long seed) {
    Set<String> before = Set.of();
    for (var commit : stormd.commits()) {
      Set<String> gone = new HashSet<>(before);
      gone.removeAll(commit.keySet());
      assertThat(removed).as("what vanished, seed %d", seed).containsAll(gone);
      before = commit.keySet();
    }
    assertThat(stormd.commits()).as("there was something to see").hasSizeGreaterThan(10);
  }

  private void change(Random random) {
    made++;
    List<String> services = model.services();
    List<String> tasks = model.tasks();
    switch (random.nextInt(5)) {
      case 0 -> model.service("service-" + made, "name-" + made);
      case 1 -> {
        if (!services.isEmpty()) {
          remove(services.get(random.nextInt(services.size())));
        }
      }
      case 2 -> {
        if (!tasks.isEmpty()) {
          remove(tasks.get(random.nextInt(tasks.size())));
        }
      }
      default -> {
        String service = services.isEmpty() ? "nobody" : services.get(0);
        model.task("task-" + made, service, made, random.nextBoolean() ? "running" : "starting");
      }
    }
  }

  private void remove(String id) {
    model.without(id);
    removed.add(id);
  }

  private void disturb(Random random) throws IOException {
    String path = LISTS.get(random.nextInt(LISTS.size()));
    Answer whole = engine.answer(path);
    switch (random.nextInt(10)) {
      case 0 -> engine.says(path, Answer.error(500, "rpc error"));
      case 1 -> engine.says(path, whole.in(Manner.CUT));
      case 2 -> engine.says(path, Answer.raw("[]".repeat(path.equals("/nodes") ? 1 : 2)));
      case 3 -> engine.says(path, Answer.raw(whole.body().substring(0, whole.body().length() / 2)));
      case 4 -> engine.hangUp();
      case 5 -> stormd.away("connection refused");
      case 6, 7 -> engine.happens("service");
      case 8 -> engine.happens("node");
      default -> engine.says(path, Answer.raw(whole.body() + whole.body()));
    }
  }
}
