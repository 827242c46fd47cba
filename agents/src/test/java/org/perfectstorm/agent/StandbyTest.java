package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Several processes for one agent, with a real stormd: one acts, the others stand by. */
@Timeout(60)
class StandbyTest {
  private static final String TARGET = "cluster";
  private static final Doc SELF = Doc.of("type", "test", "name", "agent", "status", "online");

  /** A process that is not here. */
  private static final String ELSEWHERE = "manager-2/7/00000000-1/token";

  @TempDir Path folder;
  private RealStormd stormd;
  private final List<Acting> processes = new ArrayList<>();

  @BeforeEach
  void start() {
    stormd = new RealStormd(folder);
    stormd.procedure("do", "{{ what }}", Doc.EMPTY);
  }

  @AfterEach
  void stop() {
    processes.forEach(process -> process.agent.close());
    processes.forEach(process -> process.http.close());
    stormd.close();
  }

  @Test
  void theSecondStandsByWhileTheFirstRunsAJobAndTakesOverWhenItStops() {
    Acting first = process(Duration.ofSeconds(20));
    eventually(() -> assertThat(resources()).hasSize(1));
    String acting = acting();
    String job = exec("wait");
    eventually(() -> assertThat(first.begun.get()).isEqualTo(1));
    Acting second = process(Duration.ofSeconds(20));
    eventually(() -> assertThat(second.rounds.get()).as("it looks on").isGreaterThan(3));
    assertThat(stormd.outcome(job)).as("it stays the first one's").startsWith("running");
    assertThat(acting()).isEqualTo(acting);
    first.released.countDown();
    eventually(() -> assertThat(stormd.outcome(job)).startsWith("done"));
    assertThat(stormd.client().get(Kind.JOB, job).has("attempt")).as("handed out once").isFalse();

    first.agent.close();
    String next = exec("say");
    eventually(() -> assertThat(stormd.outcome(next)).startsWith("done"));
    assertThat(second.begun.get()).isEqualTo(1);
    assertThat(acting()).isNotEqualTo(acting);
    assertThat(stormd.client().get(Kind.AGENT, "agent").text("status")).isEqualTo("online");
  }

  @Test
  void whoGivesNoSignOfLifeLosesItsPlace() {
    elsewhere("online", ELSEWHERE);
    stormd.client().sync("agent", Doc.of("full", true, "resources", List.of(resource())));
    String job = exec("say");
    stormd.client().act(Kind.JOB, job, "claim", Doc.of("owner", "agent"));
    Acting process = process(Duration.ofSeconds(2));
    for (int i = 0; i < 5; i++) {
      int rounds = process.rounds.get();
      stormd.client().heartbeat("agent", "", ELSEWHERE);
      eventually(() -> assertThat(process.rounds.get()).isGreaterThan(rounds));
      assertThat(acting()).as("it lives").isEqualTo(ELSEWHERE);
    }
    assertThat(stormd.outcome(job)).startsWith("running");
    eventually(() -> assertThat(stormd.outcome(job)).startsWith("done"));
    assertThat(stormd.client().get(Kind.JOB, job).get("attempt")).isEqualTo(2);
    assertThat(acting()).isNotEqualTo(ELSEWHERE);
  }

  @Test
  void whoLostItsPlaceLeavesItsJobsAndStandsBy() {
    Acting process = process(Duration.ofMillis(500));
    eventually(() -> assertThat(resources()).hasSize(1));
    String job = exec("wait");
    eventually(() -> assertThat(process.begun.get()).isEqualTo(1));
    // It was suspended, for instance, and another took it for dead.
    elsewhere("offline", acting());
    elsewhere("online", ELSEWHERE);
    stormd.client().act(Kind.JOB, job, "claim", Doc.of("owner", "agent"));
    eventually(() -> assertThat(process.stopped.get()).isEqualTo(1));
    assertThat(stormd.outcome(job)).as("the other one's now").startsWith("running");
    elsewhere("offline", ELSEWHERE);
    eventually(() -> assertThat(process.begun.get()).as("handed out again").isEqualTo(2));
    assertThat(acting()).isNotEqualTo(ELSEWHERE);
  }

  @Test
  void whoDiedOnThisMachineIsNotWaitedFor() throws Exception {
    Instance own = Instance.own();
    String dead = new Instance(own.host(), endedProcess(), own.place(), "token").toString();
    elsewhere("online", dead);
    process(Duration.ofHours(1));
    eventually(() -> assertThat(resources()).hasSize(1));
    assertThat(acting()).isNotEqualTo(dead);
  }

  @Test
  void onlyWhoIsKnownToBeDeadIsDead() throws Exception {
    Instance own = Instance.own();
    assertThat(Instance.parse(own.toString())).isEqualTo(own);
    assertThat(Instance.own()).as("each time another").isNotEqualTo(own);
    assertThat(Instance.isDead(own.toString())).isFalse();
    long ended = endedProcess();
    assertThat(Instance.isDead(new Instance("h", ended, own.place(), "t").toString())).isTrue();
    assertThat(Instance.isDead(new Instance("h", ended, "another", "t").toString())).isFalse();
    assertThat(Instance.isDead("what/ever")).isFalse();
    assertThat(Instance.isDead("a/b/c/d")).isFalse();
    assertThat(Instance.forPeople(ELSEWHERE)).isEqualTo("process 7 on manager-2");
    assertThat(Instance.forPeople("one")).isEqualTo("process one");
  }

  private static long endedProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private void elsewhere(String status, String instance) {
    stormd
        .client()
        .save(Kind.AGENT, "agent", SELF.with("status", status).with("instance", instance));
  }

  private String acting() {
    return stormd.client().get(Kind.AGENT, "agent").text("instance");
  }

  private List<Doc> resources() {
    return stormd.client().list(Kind.RESOURCE, Doc.EMPTY);
  }

  private String exec(String what) {
    return stormd.exec("do", TARGET, Doc.of("params", Doc.of("what", what)));
  }

  private static Doc resource() {
    return Doc.of("native_id", TARGET, "type", "cluster", "names", List.of(TARGET));
  }

  private Acting process(Duration heartbeat) {
    Acting process = new Acting(heartbeat);
    processes.add(process);
    return process;
  }

  /** What else is a process of its own. */
  private final class Acting implements Provider, Procedures {
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpStormd http = new HttpStormd(stormd.servers());
    private final Agent agent;

    Acting(Duration heartbeat) {
      Duration often = Duration.ofMillis(50);
      agent =
          new Agent(
              this,
              http,
              new Tempo(often, heartbeat, Duration.ofHours(1), often),
              false,
              List.of(new JobRunner(this, "test", stormd.servers(), 2, Duration.ofHours(1))));
      Thread.ofPlatform().start(agent::run);
    }

    @Override
    public void watch(Bell bell) {}

    @Override
    public World list() {
      rounds.incrementAndGet();
      return new World(
          new Identity("test", "agent", Doc.EMPTY), Map.of(TARGET, resource()), "1 thing");
    }

    @Override
    public Doc run(Job job, Output output) throws InterruptedException {
      begun.incrementAndGet();
      try {
        if (job.content().equals("wait")) {
          released.await();
        }
        return Doc.EMPTY;
      } catch (InterruptedException e) {
        stopped.incrementAndGet();
        throw e;
      }
    }

    @Override
    public void close() {}
  }
}
