package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.provider.docker.engine.CannedEngine.Answer;
import org.perfectstorm.provider.docker.engine.CannedEngine.Manner;

/** Managers that hang, as they do when their leader died, and engines that are only slow. */
@Timeout(60)
class ManagersTest {
  private static final Answer LIST = Answer.raw("[]");

  private final CannedEngine one = CannedEngine.onTcp();
  private final CannedEngine two = CannedEngine.onTcp();
  private final Managers.Place place = new Managers.Place(List.of(one.address(), two.address()));
  private final Managers managers = new Managers(place, at -> http(at, Duration.ofSeconds(30)));

  ManagersTest() throws IOException {
    for (CannedEngine engine : List.of(one, two)) {
      engine.says("/tasks", LIST);
      engine.says("/services", LIST);
    }
  }

  private static HttpEngine http(EngineAddress address, Duration deadline) {
    return new HttpEngine(address, deadline);
  }

  @AfterEach
  void close() throws IOException {
    managers.close();
    one.close();
    two.close();
  }

  @Test
  void oneThatHangsIsGivenUpLongBeforeTheDeadlineForAnotherThatAnswers() throws Exception {
    hangs(one);
    assertThatThrownBy(this::tasks)
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "Docker Engine at %s does not answer, Docker Engine at %s does",
            one.address(), two.address());
    managers.moveOn();
    assertThat(place.address()).isEqualTo(two.address());
    assertThat(tasks()).isEqualTo("[]");
  }

  @Test
  void whatHungWithoutALeaderIsAskedAnewWhenThereIsOne() throws Exception {
    hangs(one);
    hangs(two);
    CompletableFuture<Throwable> hung = CompletableFuture.supplyAsync(this::failure, thread());
    assertThatThrownBy(() -> hung.get(3, TimeUnit.SECONDS))
        .as("nobody is better")
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    one.says("/services", LIST);
    one.says("/tasks", LIST);
    assertThat(hung.get(10, TimeUnit.SECONDS))
        .hasMessage("Docker Engine at %s does not answer: it waited for a leader", one.address());
    managers.moveOn();
    assertThat(place.address()).isEqualTo(one.address());
    assertThat(tasks()).isEqualTo("[]");
  }

  @Test
  void aListThatTakesLongIsWaitedForWhereSomethingSmallIsAnswered() throws Exception {
    one.says("/tasks", LIST.in(Manner.LATE));
    assertThat(tasks()).isEqualTo("[]");
    assertThat(one.requests()).contains("/v1.41/tasks").anyMatch(r -> r.contains("/services?"));
    assertThat(place.address()).isEqualTo(one.address());
  }

  @Test
  void afterACallThatWasGivenUpTheNextIsWaitedFor() throws Exception {
    hangs(one);
    assertThatThrownBy(this::tasks).isInstanceOf(EngineException.class);
    managers.moveOn();
    two.says("/tasks", LIST.in(Manner.LATE));
    two.says("/services", LIST.in(Manner.SILENT));
    one.says("/services", LIST);
    assertThat(tasks()).isEqualTo("[]");
    assertThat(place.address()).isEqualTo(two.address());
  }

  private static void hangs(CannedEngine engine) {
    engine.says("/tasks", LIST.in(Manner.SILENT));
    engine.says("/services", LIST.in(Manner.SILENT));
  }

  private String tasks() throws EngineException, InterruptedException, IOException {
    try (InputStream in = managers.get("/tasks")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Throwable failure() {
    try {
      return new AssertionError("answered " + tasks());
    } catch (EngineException | InterruptedException | IOException e) {
      return e;
    }
  }

  private static Executor thread() {
    return task -> Thread.ofVirtual().start(task);
  }
}
