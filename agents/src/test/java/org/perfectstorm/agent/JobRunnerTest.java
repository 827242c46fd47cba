package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** The runner against a real stormd; only what procedures do is the test's. */
@Timeout(60)
class JobRunnerTest {
  private static final String TARGET = "cluster";

  @TempDir Path folder;
  private RealStormd stormd;
  private Duration usual = Duration.ofHours(1);
  private final Script script = new Script();
  private final List<JobRunner> runners = new ArrayList<>();

  @BeforeEach
  void start() {
    stormd = new RealStormd(folder);
    agent("agent");
    stormd.client().sync("agent", Doc.of("full", true, "resources", List.of(resource(TARGET))));
    stormd.procedure("do", "{{ what }}", Doc.EMPTY);
  }

  @AfterEach
  void stop() {
    runners.forEach(JobRunner::close);
    stormd.close();
  }

  @Test
  void doesWhatWaitsAndWhatComes() {
    String first = exec("say one");
    run("agent", 4);
    eventually(() -> assertThat(stormd.outcome(first)).isEqualTo("done {\"said\":\"one\"}"));
    assertThat(stormd.log(first)).isEqualTo("one\n");
    String second = exec("say two");
    String third = exec("fail three");
    eventually(() -> assertThat(stormd.outcome(second)).isEqualTo("done {\"said\":\"two\"}"));
    eventually(() -> assertThat(stormd.outcome(third)).isEqualTo("error {\"why\":\"three\"}"));
    String fourth = exec("break");
    eventually(
        () ->
            assertThat(stormd.outcome(fourth))
                .isEqualTo(
                    "error {\"error\":\"internal error of the agent: IllegalStateException\"}"));
  }

  @Test
  void leavesWhatIsNotItsOwn() {
    agent("other");
    stormd.client().sync("other", Doc.of("full", true, "resources", List.of(resource("theirs"))));
    stormd.client().create(Kind.PROCEDURE, Doc.of("type", "strange", "name", "strange"));
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(stormd.exec("do", "theirs", params("say other")));
      others.add(stormd.exec("strange", TARGET, Doc.EMPTY));
    }
    String ours = exec("say ours");
    run("agent", 2);
    eventually(() -> assertThat(stormd.outcome(ours)).startsWith("done"));
    others.forEach(job -> assertThat(stormd.outcome(job)).isEqualTo("pending {}"));
  }

  @Test
  void findsItsJobBehindAnyNumberOfOthers() {
    agent("other");
    List<Doc> theirs = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      theirs.add(resource("their-" + i));
    }
    stormd.client().sync("other", Doc.of("full", true, "resources", theirs));
    for (int i = 0; i < 250; i++) {
      stormd.exec("do", "their-" + i, params("say other"));
    }
    String ours = exec("say ours");
    JobRunner runner = run("agent", 2);
    eventually(() -> assertThat(stormd.outcome(ours)).startsWith("done"));
    long began = System.nanoTime();
    runner.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("it does not go on looking")
        .isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void ofTwoRunnersOneDoesEachJobAndNoneRunsTwice() {
    List<String> jobs = new ArrayList<>();
    run("agent", 3);
    run("agent", 3);
    for (int i = 0; i < 40; i++) {
      jobs.add(exec("say " + i));
    }
    eventually(() -> jobs.forEach(job -> assertThat(stormd.outcome(job)).startsWith("done")));
    assertThat(script.begun.get()).isEqualTo(40);
  }

  @Test
  void runsSoManyAtATimeAndNoMore() {
    run("agent", 2);
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      jobs.add(exec("wait"));
    }
    eventually(() -> assertThat(script.running.get()).isEqualTo(2));
    assertThat(stormd.outcome(jobs.get(2))).startsWith("pending");
    script.released.countDown();
    eventually(() -> jobs.forEach(job -> assertThat(stormd.outcome(job)).startsWith("done")));
    assertThat(script.mostRunning.get()).isEqualTo(2);
  }

  @Test
  void outputComesWhileTheJobRuns() {
    run("agent", 2);
    String job = exec("wait");
    eventually(() -> assertThat(stormd.log(job)).isEqualTo("waiting\n"));
    assertThat(stormd.outcome(job)).startsWith("running");
    script.released.countDown();
    eventually(() -> assertThat(stormd.log(job)).isEqualTo("waiting\nreleased\n"));
  }

  @Test
  void cancelStopsAJob() {
    run("agent", 2);
    String job = exec("wait");
    eventually(() -> assertThat(script.running.get()).isEqualTo(1));
    stormd.client().act(Kind.JOB, job, "cancel", Doc.EMPTY);
    eventually(() -> assertThat(stormd.outcome(job)).isEqualTo("error {\"error\":\"cancelled\"}"));
    assertThat(script.running.get()).isZero();
    assertThat(stormd.log(job)).isEqualTo("waiting\n");
  }

  @Test
  void aJobThatTakesTooLongIsStopped() {
    run("agent", 2);
    String job = stormd.exec("do", TARGET, params("wait").with("timeout", "1500ms"));
    eventually(
        () ->
            assertThat(stormd.outcome(job))
                .isEqualTo("error {\"error\":\"timed out after 1.5 s\"}"));
    assertThat(script.running.get()).isZero();
  }

  @Test
  void aJobThatSaysNothingHasItsTimeAllTheSame() {
    usual = Duration.ofSeconds(1);
    run("agent", 2);
    String job = exec("wait");
    eventually(
        () ->
            assertThat(stormd.outcome(job)).isEqualTo("error {\"error\":\"timed out after 1 s\"}"));
  }

  @Test
  void aJobThatIsDeletedOrGivenAwayIsStopped() {
    run("agent", 2);
    String deleted = exec("wait");
    eventually(() -> assertThat(script.running.get()).isEqualTo(1));
    stormd.client().delete(Kind.JOB, deleted);
    eventually(() -> assertThat(script.running.get()).isZero());

    String given = exec("wait");
    eventually(() -> assertThat(script.running.get()).isEqualTo(1));
    // Stormd took the agent for dead, and it comes back.
    stormd.client().save(Kind.AGENT, "agent", online("agent").with("status", "offline"));
    stormd.client().heartbeat("agent", "");
    eventually(() -> assertThat(script.begun.get()).isEqualTo(3));
    script.released.countDown();
    eventually(() -> assertThat(stormd.outcome(given)).startsWith("done"));
    assertThat(script.mostRunning.get()).isEqualTo(1);
    assertThat(stormd.client().get(Kind.JOB, given).get("attempt")).isEqualTo(2);
  }

  @Test
  void aStormdThatIsAwayIsWaitedForAndNothingIsLost() {
    run("agent", 2);
    String job = exec("wait");
    eventually(() -> assertThat(stormd.log(job)).isEqualTo("waiting\n"));
    stormd.stop();
    script.released.countDown();
    eventually(() -> assertThat(script.running.get()).isZero());
    stormd.start();
    eventually(() -> assertThat(stormd.outcome(job)).startsWith("done"));
    assertThat(stormd.log(job)).isEqualTo("waiting\nreleased\n");
    String next = exec("say next");
    eventually(() -> assertThat(stormd.outcome(next)).startsWith("done"));
  }

  @Test
  void secretsReachTheProcedureAndNobodyElse() {
    Doc secret = Doc.of("PASSWORD", Doc.of("secret", true));
    stormd.procedure("login", "leak {{ PASSWORD }}", secret);
    run("agent", 2);
    Doc body = Doc.of("params", Doc.of("PASSWORD", "hunter2"));
    String job = stormd.exec("login", TARGET, body);
    eventually(
        () -> assertThat(stormd.outcome(job)).isEqualTo("error {\"said\":\"it is ******\"}"));
    assertThat(script.seen).containsKey("hunter2");
    assertThat(stormd.log(job)).isEqualTo("it is ****** and ******!\n");
  }

  @Test
  void longOutputArrivesWhole() {
    run("agent", 2);
    String job = exec("many");
    eventually(() -> assertThat(stormd.outcome(job)).startsWith("done"));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      all.append("line ").append(i).append(" \u00fc\ud83c\udf29\n");
    }
    assertThat(stormd.log(job)).isEqualTo(all.toString());
  }

  @Test
  void closingStopsJobsWithoutAWord() {
    JobRunner runner = run("agent", 2);
    String job = exec("wait");
    eventually(() -> assertThat(script.running.get()).isEqualTo(1));
    runner.close();
    assertThat(script.running.get()).isZero();
    assertThat(stormd.outcome(job)).isEqualTo("running {}");
  }

  @Test
  void anAgentThatDiedFindsItsJobsHandedOutAgain() {
    String job = exec("say again");
    String never = never();
    for (String taken : List.of(job, never)) {
      stormd.client().act(Kind.JOB, taken, "claim", Doc.of("owner", "agent"));
    }
    try (HttpStormd http = new HttpStormd(stormd.servers());
        Agent agent =
            new Agent(
                new Still(),
                http,
                Tempo.every(Duration.ofMillis(100)),
                false,
                List.of(new JobRunner(script, "test", stormd.servers(), 2, Duration.ofHours(1))))) {
      Thread running = Thread.ofPlatform().start(agent::run);
      eventually(() -> assertThat(stormd.outcome(job)).isEqualTo("done {\"said\":\"again\"}"));
      assertThat(stormd.client().get(Kind.JOB, job).get("attempt")).isEqualTo(2);
      assertThat(stormd.outcome(never))
          .isEqualTo("error {\"error\":\"lost: agent agent went away\"}");
      assertThat(running.isAlive()).isTrue();
    }
    assertThat(stormd.client().get(Kind.AGENT, "agent").text("status")).isEqualTo("offline");
  }

  private String never() {
    stormd
        .client()
        .create(
            Kind.PROCEDURE,
            Doc.of("type", "test", "name", "once", "content", "say once", "retry", "never"));
    return stormd.exec("once", TARGET, Doc.EMPTY);
  }

  private JobRunner run(String agent, int most) {
    JobRunner runner = new JobRunner(script, "test", stormd.servers(), most, usual);
    runners.add(runner);
    runner.start();
    runner.actsFor(stormd.client().get(Kind.AGENT, agent).text("id"));
    return runner;
  }

  private void agent(String name) {
    stormd.client().save(Kind.AGENT, name, online(name));
  }

  private static Doc online(String name) {
    return Doc.of("type", "test", "name", name, "status", "online");
  }

  private static Doc resource(String name) {
    return Doc.of("native_id", name, "type", "cluster", "names", List.of(name));
  }

  private String exec(String what) {
    return stormd.exec("do", TARGET, params(what));
  }

  private static Doc params(String what) {
    return Doc.of("params", Doc.of("what", what));
  }

  /** A cloud with one thing in it. */
  private static final class Still implements Provider {
    @Override
    public void watch(Bell bell) {}

    @Override
    public World list() {
      Identity identity = new Identity("test", "agent", Doc.of("procedureRunner", true));
      return new World(identity, Map.of(TARGET, resource(TARGET)), "1 thing");
    }

    @Override
    public void close() {}
  }

  /** Procedures that do what their content says. */
  private static final class Script implements Procedures {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

    @Override
    public Doc run(Job job, Output output) throws ProcedureException, InterruptedException {
      begun.incrementAndGet();
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        return act(job.content().split(" "), output);
      } finally {
        running.decrementAndGet();
      }
    }

    private Doc act(String[] words, Output output) throws ProcedureException, InterruptedException {
      return switch (words[0]) {
        case "say" -> {
          output.write(words[1] + "\n");
          yield Doc.of("said", words[1]);
        }
        case "fail" -> throw new ProcedureException(Doc.of("why", words[1]));
        case "wait" -> {
          output.write("waiting\n");
          if (!released.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody released it");
          }
          output.write("released\n");
          yield Doc.EMPTY;
        }
        case "many" -> {
          for (int i = 0; i < 20_000; i++) {
            output.write("line " + i + " \u00fc\ud83c");
            output.write("\udf29\n");
          }
          yield Doc.EMPTY;
        }
        case "leak" -> {
          seen.put(words[1], true);
          output.write("it is " + words[1].substring(0, 3));
          Thread.sleep(300);
          output.write(words[1].substring(3) + " and " + words[1] + "!\n");
          throw new ProcedureException(Doc.of("said", "it is " + words[1]));
        }
        default -> throw new IllegalStateException(String.join(" ", words));
      };
    }
  }
}
