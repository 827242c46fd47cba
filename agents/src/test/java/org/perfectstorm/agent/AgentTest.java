package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

@Timeout(30)
class AgentTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final Script cloud = new Script();
  private final MemoryStormd stormd = new MemoryStormd();
  private Agent agent;
  private Thread running;

  @Test
  void sendsEverythingAtFirstAndThenOnlyDifferences() {
    cloud.holds("a1", "b1");
    start(NEVER, NEVER);
    eventually(() -> assertThat(stormd.calls()).containsExactly("register swarm-1", "full 2"));
    cloud.holds("a1", "b2", "c1");
    cloud.rings();
    eventually(() -> assertThat(stormd.calls()).endsWith("full 2", "+2 -0"));
    cloud.holds("c1");
    cloud.rings();
    eventually(() -> assertThat(stormd.calls()).endsWith("+2 -0", "+0 -2"));
    cloud.rings();
    int before = cloud.listings.get();
    eventually(() -> assertThat(cloud.listings.get()).isGreaterThan(before));
    assertThat(stormd.calls()).hasSize(4);
    assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources);
  }

  @Test
  void aWorldThatIsLargerThanARequestIsSentInPartsOfWhichTheLastDeletes() {
    cloud.holds("a1", "b1", "c1", "d1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 4"));
    stormd.away("connection refused");
    cloud.holds("a1", "b1", "c1");
    String large = "x".repeat(5 << 20);
    Map<String, Doc> held = new LinkedHashMap<>(cloud.resources);
    held.replaceAll((id, resource) -> resource.with("large", large));
    cloud.resources = held;
    int tries = cloud.listings.get();
    eventually(() -> assertThat(cloud.listings.get()).isGreaterThan(tries + 2));
    stormd.away(null);
    eventually(() -> assertThat(stormd.calls()).endsWith("+1 -0", "+1 -0", "full 1"));
    assertThat(stormd.resources("swarm-1")).isEqualTo(held);
    assertThat(stormd.commits()).allSatisfy(commit -> assertThat(commit).containsKeys("a", "b"));
  }

  @Test
  void looksAgainWithoutAHint() {
    cloud.holds("a1");
    start(Duration.ofMillis(50), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    cloud.holds("a2");
    eventually(() -> assertThat(stormd.calls()).endsWith("+1 -0"));
  }

  @Test
  void hintWhileListingIsNotLost() {
    cloud.holds("a1");
    cloud.meanwhile =
        () -> {
          cloud.meanwhile = () -> {};
          cloud.holds("a2");
          cloud.bell.ring();
        };
    start(NEVER, NEVER);
    eventually(() -> assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources));
    assertThat(stormd.calls()).endsWith("full 1", "+1 -0");
  }

  @Test
  void failingCloudDeletesNothingAndIsSaid() {
    cloud.holds("a1", "b1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 2"));
    cloud.fails("cloud does not answer: connection refused");
    eventually(() -> assertThat(stormd.message()).isEqualTo(cloud.failure));
    assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources);
    int tries = cloud.listings.get();
    eventually(() -> assertThat(cloud.listings.get()).isGreaterThan(tries + 2));
    cloud.holds("b1");
    cloud.fails(null);
    eventually(() -> assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources));
    eventually(() -> assertThat(stormd.message()).isEmpty());
    assertThat(stormd.calls().stream().filter(call -> call.startsWith("heartbeat: "))).hasSize(1);
  }

  @Test
  void cloudThatIsAwayAtStartIsWaitedFor() {
    cloud.holds("a1");
    cloud.fails("cloud does not answer: no such host");
    start(NEVER, NEVER);
    eventually(() -> assertThat(cloud.listings.get()).isGreaterThan(1));
    assertThat(stormd.calls()).isEmpty();
    cloud.fails(null);
    eventually(() -> assertThat(stormd.calls()).endsWith("register swarm-1", "full 1"));
  }

  @Test
  void stormdThatWasAwayIsToldEverything() {
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    stormd.away("connection refused");
    cloud.holds("b1");
    int tries = cloud.listings.get();
    eventually(() -> assertThat(cloud.listings.get()).isGreaterThan(tries + 2));
    stormd.away(null);
    eventually(
        () ->
            assertThat(stormd.calls())
                .containsExactly("register swarm-1", "full 1", "register swarm-1", "full 1"));
    assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources);
  }

  @Test
  void heartbeatFindsOutThatStormdWasAwayThoughNothingChanged() {
    cloud.holds("a1");
    start(NEVER, Duration.ofMillis(50));
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    stormd.forget("swarm-1");
    eventually(() -> assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources));
    assertThat(stormd.calls()).endsWith("register swarm-1", "full 1");
  }

  @Test
  void refusedDifferenceIsFollowedByEverything() {
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    stormd.refuses("resources[0].parent: unknown");
    cloud.holds("a2", "b1");
    eventually(() -> assertThat(stormd.calls()).contains("+2 -0").endsWith("full 2"));
    stormd.refuses(null);
    eventually(() -> assertThat(stormd.resources("swarm-1")).isEqualTo(cloud.resources));
  }

  @Test
  void everythingIsSentNowAndThen() {
    cloud.holds("a1");
    start(new Tempo(Duration.ofMillis(20), NEVER, Duration.ofMillis(200), NEVER), false);
    eventually(() -> assertThat(stormd.calls()).endsWith("register swarm-1", "full 1", "full 1"));
  }

  @Test
  void anotherCloudIsAnotherAgent() {
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    cloud.name = "swarm-2";
    cloud.holds("z1");
    eventually(() -> assertThat(stormd.resources("swarm-2")).containsOnlyKeys("z"));
    assertThat(stormd.status("swarm-1")).isEqualTo("offline");
    assertThat(stormd.status("swarm-2")).isEqualTo("online");
    assertThat(stormd.resources("swarm-1")).containsOnlyKeys("a");
  }

  @Test
  void whatTheCloudKeepsToItselfIsNotDeletedFromStormd() {
    cloud.holds("a1", "b1", "s1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 3"));
    agent.close();
    cloud.unknown = Set.of("type-s");
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.resources("swarm-1")).containsOnlyKeys("a", "s"));
    cloud.holds("a2");
    eventually(() -> assertThat(stormd.calls()).endsWith("+1 -0"));
    assertThat(stormd.resources("swarm-1")).containsOnlyKeys("a", "s");
    cloud.unknown = Set.of();
    eventually(() -> assertThat(stormd.resources("swarm-1")).containsOnlyKeys("a"));
    assertThat(stormd.calls()).endsWith("full 1");
  }

  @Test
  void forgetsOnceIfAsked() {
    cloud.holds("a1");
    start(Tempo.every(Duration.ofMillis(20)), true);
    eventually(
        () -> assertThat(stormd.calls()).containsExactly("register swarm-1", "full 0", "full 1"));
  }

  @Test
  void sayFarewellThoughAListingHangs() throws InterruptedException {
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    CountDownLatch hanging = new CountDownLatch(1);
    cloud.meanwhile = hanging::countDown;
    cloud.hangs = true;
    hanging.await();
    long began = System.nanoTime();
    agent.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(stormd.calls()).endsWith("offline swarm-1");
    assertThat(stormd.status("swarm-1")).isEqualTo("offline");
    running.join(5_000);
    assertThat(running.isAlive()).isFalse();
  }

  /** A signal closes it, and so does whoever ran it: he would take away what it speaks through. */
  @Test
  void whoClosesItTooWaitsForTheFarewell() throws InterruptedException {
    cloud.holds("a1");
    start(Duration.ofMillis(20), NEVER);
    eventually(() -> assertThat(stormd.calls()).endsWith("full 1"));
    cloud.slowToClose = true;
    Thread signal = Thread.ofPlatform().start(agent::close);
    eventually(() -> assertThat(cloud.isClosing).isTrue());
    agent.close();
    assertThat(stormd.calls()).endsWith("offline swarm-1");
    signal.join();
  }

  @Test
  void closesThoughStormdIsAway() throws InterruptedException {
    stormd.away("connection refused");
    cloud.holds("a1");
    start(NEVER, NEVER);
    eventually(() -> assertThat(cloud.listings.get()).isPositive());
    agent.close();
    running.join(5_000);
    assertThat(running.isAlive()).isFalse();
  }

  private void start(Duration interval, Duration heartbeat) {
    start(new Tempo(interval, heartbeat, NEVER, Duration.ofMillis(100)), false);
  }

  private void start(Tempo tempo, boolean forget) {
    agent = new Agent(cloud, stormd, tempo, forget);
    running = new Thread(agent::run, "agent");
    running.start();
  }

  @AfterEach
  void stop() {
    if (agent != null) {
      agent.close();
    }
  }

  /** A cloud that does what the test says. */
  private static final class Script implements Provider {
    private final AtomicInteger listings = new AtomicInteger();
    private volatile Map<String, Doc> resources = Map.of();
    private volatile Set<String> unknown = Set.of();
    private volatile String name = "swarm-1";
    private volatile String failure;
    private volatile Runnable meanwhile = () -> {};
    private volatile boolean hangs;
    private volatile boolean slowToClose;
    private volatile boolean isClosing;
    private volatile Bell bell = new Bell();

    /** Each a letter, its id, and a digit, its version. */
    void holds(String... things) {
      Map<String, Doc> held = new LinkedHashMap<>();
      for (String thing : things) {
        String id = thing.substring(0, 1);
        held.put(id, Doc.of("native_id", id, "type", "type-" + id, "version", thing.substring(1)));
      }
      resources = held;
    }

    void fails(String why) {
      failure = why;
    }

    void rings() {
      bell.ring();
    }

    @Override
    public void watch(Bell bell) {
      this.bell = bell;
    }

    @Override
    public World list() throws CloudException, InterruptedException {
      Map<String, Doc> now = resources;
      listings.incrementAndGet();
      meanwhile.run();
      if (hangs) {
        Thread.sleep(60_000);
      }
      if (failure != null) {
        throw new CloudException(failure);
      }
      return new World(
          new Identity("swarm", name, Doc.EMPTY), now, unknown, now.size() + " things");
    }

    @Override
    public void close() {
      isClosing = true;
      if (slowToClose) {
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      }
    }

    @Override
    public String toString() {
      return "script";
    }
  }
}
