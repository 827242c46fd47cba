package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.core.Core;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.store.Store;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * The feed against a model of it: random writers, fast and slow readers, and servers that stop and
 * start. Every reader sees every event once, in order, as it was committed, or is told from where
 * it can go on.
 */
@Timeout(180)
class FeedModelTest {
  static final int KEPT = 300;
  private static final int LIVES = 5;
  private static final long LIFE_MILLIS = 1_500;

  @TempDir Path folder;

  /** What really happened: the lines of all events that were made durable. */
  private final ConcurrentSkipListMap<Long, String> happened = new ConcurrentSkipListMap<>();

  private final List<Server> servers = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /** How many servers there are. */
  int servers() {
    return 1;
  }

  /** Where a server keeps its things. */
  Store store() {
    return EmbeddedStore.open(folder, KEPT);
  }

  /** A server that comes back at the same port. */
  private final class Server {
    private Core core;
    private Web web;
    private int port;

    void start() throws IOException {
      core = Core.open(new Witness(), Clock.systemUTC(), KEPT);
      web = Web.listen(List.of(new Bind("127.0.0.1", port)));
      port = web.listening().getFirst().port();
      Core answering = core;
      web.answer(config -> Api.configure(config, answering));
    }

    void stop() {
      core.close();
      web.close();
    }
  }

  /** Writes down what is durable before anybody is told. */
  private final class Witness implements Store {
    private final Store store = store();

    @Override
    public void load(Contents contents) {
      store.load(contents);
    }

    @Override
    public void append(List<Commit> commits) {
      store.append(commits);
      for (Commit commit : commits) {
        commit.events().forEach(e -> happened.put(e.number(), Json.text(e.toDoc())));
      }
    }

    @Override
    public Duration watching() {
      return store.watching();
    }

    @Override
    public List<Commit> others() {
      return store.others();
    }

    @Override
    public LogPart log(String job, long start, int most) {
      return store.log(job, start, most);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Somebody who follows from the beginning, and what it saw. */
  private final class Follower {
    private final boolean slow;
    private final Random random;
    private final Map<Long, String> seen = new TreeMap<>();
    private long next = 1;
    private int told;
    private volatile Throwable wrong;
    private final Thread thread;

    Follower(boolean slow, long seed) {
      this.slow = slow;
      this.random = new Random(seed);
      this.thread = Thread.ofPlatform().start(this::follow);
    }

    private void follow() {
      try {
        while (!over || next <= happened.lastKey()) {
          try (Socket socket = new Socket()) {
            // A small buffer, so that what is not read soon waits in the server.
            socket.setReceiveBufferSize(slow ? 2_048 : 65_536);
            socket.setSoTimeout(over ? 300 : 20_000);
            Server server = servers.get(random.nextInt(servers.size()));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port));
            read(new Reader(socket, "/v1/events?stream=1&start=" + next));
          } catch (IOException away) {
            Thread.sleep(20);
          }
        }
      } catch (Throwable e) {
        wrong = e;
      }
    }

    private void read(Reader reader) throws IOException, InterruptedException {
      if (reader.status == null || reader.status.contains(" 503 ")) {
        return; // The server is stopping.
      }
      assertThat(reader.status).containsPattern(" (200|410) ");
      for (String line = reader.line(); line != null; line = reader.line()) {
        if (!line.endsWith("}")) {
          if (over && next > happened.lastKey()) {
            return;
          }
          continue; // Nothing for a while, or cut off.
        }
        Doc event = Json.readDoc(line);
        if (event.has("oldest")) {
          told++;
          long oldest = ((Number) event.get("oldest")).longValue();
          assertThat(oldest).isGreaterThan(next);
          next = oldest;
          return;
        }
        assertThat(((Number) event.get("id")).longValue()).isEqualTo(next);
        assertThat(line).isEqualTo(whatHappened(next));
        assertThat(seen.put(next, line)).isNull();
        next++;
        if (slow && !over && random.nextInt(10) == 0) {
          Thread.sleep(random.nextInt(60));
        }
        if (random.nextInt(500) == 0) {
          return; // Comes again.
        }
        if (over && next > happened.lastKey()) {
          return;
        }
      }
    }
  }

  /** Another server may tell before the one that wrote it has written it down. */
  private String whatHappened(long number) throws InterruptedException {
    for (int i = 0; i < 5_000 && !happened.containsKey(number); i++) {
      Thread.sleep(1);
    }
    return happened.get(number);
  }

  @Test
  void everyReaderSeesEveryEventOnceInOrderOrIsTold() throws Exception {
    long seed = System.nanoTime();
    happened.put(0L, "");
    List<Follower> followers = new ArrayList<>();
    AtomicLong slowest = new AtomicLong();
    for (int i = 0; i < servers(); i++) {
      Server server = new Server();
      server.start();
      servers.add(server);
    }
    for (int i = 0; i < 5; i++) {
      followers.add(new Follower(i >= 2, seed + i));
    }
    for (int life = 0; life < LIVES; life++) {
      Server restarted = servers.get(life % servers.size());
      List<Thread> first = new ArrayList<>();
      List<Thread> others = new ArrayList<>();
      for (Server server : servers) {
        // The others go on writing while one stops and starts.
        long millis = server == restarted ? LIFE_MILLIS : LIFE_MILLIS + 500;
        long end = System.nanoTime() + millis * 1_000_000;
        long enough = (life + 1) * 3L * KEPT;
        for (int i = 0; i < 3; i++) {
          Random random = new Random(seed + 100L * life + i + server.port);
          Core core = server.core;
          (server == restarted ? first : others)
              .add(Thread.ofPlatform().start(() -> write(core, random, end, enough, slowest)));
        }
      }
      join(first);
      if (life < LIVES - 1) {
        restarted.stop();
        restarted.start();
      }
      join(others);
    }
    over = true;
    for (Follower follower : followers) {
      follower.thread.join(30_000);
      assertThat(follower.thread.isAlive()).as("of seed " + seed).isFalse();
    }
    servers.forEach(Server::stop);
    long last = happened.lastKey();
    assertThat(last).isGreaterThan(10L * KEPT);
    for (Follower follower : followers) {
      assertThat(follower.wrong).as("of seed " + seed).isNull();
      assertThat(follower.next).isEqualTo(last + 1);
      assertThat(follower.told > 0 || follower.seen.size() == last).isTrue();
    }
    assertThat(followers.get(4).told).as("a slow reader is told").isPositive();
    assertThat(Math.max(followers.get(0).seen.size(), followers.get(1).seen.size()))
        .isGreaterThan(followers.get(4).seen.size());
    // Five seconds, for a machine on which much else is done: nobody waited for a reader.
    assertThat(slowest.get()).isLessThan(5_000_000_000L);
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Until a time, or until there are enough events if the machine is slow. */
  private void write(Core core, Random random, long end, long enough, AtomicLong slowest) {
    long latest = end + 10_000_000_000L;
    while (System.nanoTime() < end || (happened.lastKey() < enough && System.nanoTime() < latest)) {
      int many = random.nextInt(20) == 0 ? 40 : 1 + random.nextInt(3);
      String name = "x".repeat(random.nextInt(400));
      long start = System.nanoTime();
      core.commit(
          transaction -> {
            for (int i = 0; i < many; i++) {
              String id = "agt-" + random.nextInt(50);
              transaction.put(Kind.AGENT, Doc.of("id", id, "name", name + id));
            }
            return null;
          });
      slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
    }
  }
}
