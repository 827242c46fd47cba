package org.perfectstorm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.agent.JobRunner;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Servers;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Two stormd on one MongoDB, and all that talks to them with both addresses, as processes: one is
 * killed, and later, when it is back, the other one is stopped. Nobody notices more than a break.
 */
@Timeout(300)
class SeveralServersTest {
  private static final String STORMD = "org.perfectstorm.server.Stormd";
  private static final String STORMCTL = "org.perfectstorm.cli.Stormctl";
  private static final Logger MONGO = Logger.getLogger("de.bwaldvogel");
  private static final Duration HEARTBEATS = Duration.ofSeconds(45);

  private final MongoServer mongo = new MongoServer(H2Backend.inMemory());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
  private final String[] addresses = new String[2];
  private final Program[] stormd = new Program[2];
  private String both;
  private Client client;
  private Program events;
  private Program members;

  @BeforeEach
  void start() throws Exception {
    MONGO.setLevel(Level.SEVERE);
    String database = "127.0.0.1:" + mongo.bind().getPort();
    for (int i = 0; i < 2; i++) {
      addresses[i] = "127.0.0.1:" + freePort();
      startStormd(i, database);
    }
    both = addresses[0] + "," + addresses[1];
    client = opened(new Client(Servers.parse(both)));
    client.create(Kind.AGENT, Doc.of("type", "test", "name", "runner", "status", "online"));
    sync("target");
    client.create(Kind.PROCEDURE, Doc.of("type", "test", "name", "talk", "content", "-"));
    client.create(Kind.GROUP, Doc.of("name", "things", "query", Doc.of("type", "thing")));
    JobRunner runner =
        new JobRunner(this::talk, "test", Servers.parse(both), 2, Duration.ofHours(1));
    opened(runner).start();
    runner.actsFor(client.get(Kind.AGENT, "runner").text("id"));
    events = opened(stormctl("event", "ls", "--follow", "--start", "1", "-o", "json"));
    members = opened(stormctl("group", "members", "things", "--watch", "-o", "name"));
    opened(
        Program.start("org.perfectstorm.provider.swarm.StormSwarm", "-C", both, "--replay", "-D"));
    members.await(line -> line.equals("target"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    mongo.shutdownNow();
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.add(each);
    return each;
  }

  private void startStormd(int number, String database) throws Exception {
    String port = addresses[number].substring(addresses[number].indexOf(':') + 1);
    stormd[number] = opened(Program.start(STORMD, "-p", port, "--mongodb", database));
    stormd[number].await(line -> line.contains("Listening at: http://" + addresses[number]));
  }

  /** One that the system gives to nobody by itself, so that it can be listened on again. */
  private static int freePort() {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's.
      }
    }
    throw new AssertionError("no free port");
  }

  private Program stormctl(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("-C", both));
    all.addAll(List.of(words));
    return Program.start(STORMCTL, all.toArray(String[]::new));
  }

  /** The runner sees one more thing. */
  private void sync(String name) {
    Doc thing = Doc.of("native_id", name, "type", "thing", "names", List.of(name));
    client.sync("runner", Doc.of("full", false, "resources", List.of(thing)));
  }

  /** The procedure: says what the test says, until that is the last word. */
  private Doc talk(org.perfectstorm.agent.Job job, org.perfectstorm.agent.Procedures.Output output)
      throws InterruptedException {
    while (true) {
      String word = words.poll(120, TimeUnit.SECONDS);
      output.write(word + "\n");
      if ("last".equals(word)) {
        return Doc.of("said", word);
      }
    }
  }

  private Doc demoAgent() {
    return client.list(Kind.AGENT, Doc.of("type", "swarm")).getFirst();
  }

  private String cluster() {
    return client.list(Kind.RESOURCE, Doc.of("type", "swarm-cluster")).getFirst().text("id");
  }

  @Test
  void whoTalksToOneGoesOnAtTheOther() throws Exception {
    String database = "127.0.0.1:" + mongo.getLocalAddress().getPort();
    await(
        "the swarm", () -> !client.list(Kind.RESOURCE, Doc.of("type", "swarm-cluster")).isEmpty());
    String agent = demoAgent().text("id");
    String cluster = cluster();

    Program job = begin("first");
    Instant killed = Instant.now();
    stormd[0].kill();
    long began = System.nanoTime();
    sync("after-kill");
    members.await(line -> line.equals("+ after-kill"));
    measured("kill -9", began);
    end(job, "first", "second");
    awaitHeartbeatAfter(killed);

    startStormd(0, database);
    job = begin("third");
    Instant stopped = Instant.now();
    assertThat(stormd[1].stop()).as("%s", stormd[1]).isZero();
    began = System.nanoTime();
    sync("after-stop");
    members.await(line -> line.equals("+ after-stop"));
    measured("SIGTERM", began);
    end(job, "third", "fourth");
    awaitHeartbeatAfter(stopped);

    // Nothing was made anew, and nothing taken for gone.
    assertThat(demoAgent().text("id")).isEqualTo(agent);
    assertThat(cluster()).isEqualTo(cluster);
    assertThat(members.out).containsExactly("target", "+ after-kill", "+ after-stop");
    assertEveryEventOnce();
  }

  private static void measured(String end, long began) {
    System.out.println(
        "measured: %d ms after the end of a stormd (%s) a watcher shows what was written elsewhere"
            .formatted(Duration.ofNanos(System.nanoTime() - began).toMillis(), end));
  }

  /** Runs a procedure; returns when its first word has been printed. */
  private Program begin(String first) throws Exception {
    Program job = opened(stormctl("procedure", "exec", "talk", "--target", "target"));
    words.add(first);
    job.await(line -> line.equals(first));
    return job;
  }

  /** Lets the procedure say something more, and end. */
  private void end(Program job, String first, String second) throws Exception {
    words.add(second);
    job.await(line -> line.equals(second));
    words.add("last");
    assertThat(job.exit()).as("%s", job).isZero();
    assertThat(job.out).containsExactly(first, second, "last");
  }

  private void awaitHeartbeatAfter(Instant moment) throws InterruptedException {
    await(
        "a heartbeat",
        () -> {
          Doc agent = demoAgent();
          assertThat(agent.text("status")).isEqualTo("online");
          return Moments.instant(agent.text("heartbeat")).isAfter(moment);
        });
  }

  private interface Check {
    boolean isSo();
  }

  private static void await(String what, Check check) throws InterruptedException {
    long deadline = System.nanoTime() + HEARTBEATS.toNanos();
    while (!check.isSo()) {
      assertThat(System.nanoTime()).as("in time: " + what).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  /** Who followed the events was told of each once, in order. */
  private void assertEveryEventOnce() throws InterruptedException {
    long last = client.lastEvents(1).getFirst().number();
    events.await(line -> line.contains("\"id\":" + last + ","));
    List<Long> numbers =
        events.out.stream()
            .map(line -> ((Number) Json.readDoc(line).get("id")).longValue())
            .toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1L);
    }
    assertThat((long) numbers.size()).isGreaterThanOrEqualTo(last);
    assertThat(events.err).anyMatch(line -> line.contains("connected to " + addresses[1]));
    assertThat(events.err).last().asString().contains("connected to " + addresses[0]);
    assertThat(events.err).noneMatch(line -> line.contains("no longer kept"));
  }
}
