package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * storm-swarm on many tasks of a canned engine: until the first sync is in, what it costs at rest,
 * and how long a task that changed its state is not known to a watcher of stormd.
 */
final class SwarmTasks implements Measurement {
  /**
   * @param agentHeap the most that storm-swarm's Java may use
   */
  private record Size(int tasks, String agentHeap, String serverHeap) {}

  private static final Size[] SIZES = {
    new Size(1_000, "-Xmx32m", "-Xmx512m"),
    new Size(10_000, "-Xmx192m", "-Xmx1g"),
    new Size(50_000, "-Xmx768m", "-Xmx3g")
  };
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int WARM_UP_MILLIS = 15_000;
  private static final int REST_MILLIS = 60_000;
  private static final int CHANGES = 200;

  /** On average, between two changes: it must not go in step with the agent's looks. */
  private static final int GAP_MILLIS = 200;

  private static final Pattern TASK = Pattern.compile("\"(canned\\d{19})\"");

  @Override
  public String name() {
    return "swarm";
  }

  @Override
  public void run(Place place) throws Exception {
    System.out.printf(
        "| tasks (canned engine) | storm-swarm's heap | first sync, with the JVM's start, s |"
            + " its CPU, s | sent to stormd, MB | at rest: a look every, s | %% of a core |"
            + " sent, KB/s | resident MB | changed until a watcher knows, ms: median | 99 %% |%n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |%n");
    for (Size size : SIZES) {
      try (CannedEngine engine = CannedEngine.start(place.root(), size.tasks);
          Server server =
              Server.start(place.root(), place.folder("swarm" + size.tasks), size.serverHeap);
          Meter meter = Meter.before(server.address());
          Client client = new Client(server.address())) {
        Process agent = agent(place, size, engine, meter);
        try {
          measure(size, engine, server, meter, client, agent);
        } finally {
          agent.destroy();
          if (!agent.waitFor(15, TimeUnit.SECONDS)) {
            agent.destroyForcibly();
          }
        }
      }
    }
  }

  private static Process agent(Place place, Size size, CannedEngine engine, Meter meter)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                place.root().resolve("bin/storm-swarm").toString(),
                "-C",
                meter.address(),
                "-H",
                engine.address())
            .redirectErrorStream(true)
            .redirectOutput(place.folder("swarm").resolve("agent-" + size.tasks).toFile());
    builder.environment().put("STORM_SWARM_JAVA_OPTIONS", size.agentHeap);
    return builder.start();
  }

  private static void measure(
      Size size, CannedEngine engine, Server server, Meter meter, Client client, Process agent)
      throws Exception {
    long start = System.nanoTime();
    Doc last = Doc.of("type", "swarm-task", "names", CannedEngine.id(size.tasks - 1));
    while (client.list(Kind.RESOURCE, last).isEmpty()) {
      if (System.nanoTime() - start > PATIENCE.toNanos() || !agent.isAlive()) {
        throw new IOException("the agent did not sync " + size.tasks + " tasks");
      }
      Thread.sleep(100);
    }
    double first = (System.nanoTime() - start) / 1e9;
    double processor = processorSeconds(agent);
    double megabytes = meter.sent() / 1e6;

    Thread.sleep(WARM_UP_MILLIS);
    double before = processorSeconds(agent);
    long looks = engine.lists();
    long sent = meter.sent();
    long rested = System.nanoTime();
    Thread.sleep(REST_MILLIS);
    double seconds = (System.nanoTime() - rested) / 1e9;
    double share = (processorSeconds(agent) - before) / seconds;
    double rate = (meter.sent() - sent) / 1e3 / seconds;
    double look = seconds / Math.max(1, engine.lists() - looks);

    Figures latency = latency(size, engine, server);
    System.out.printf(
        "| %,d | %s | %.1f | %.1f | %s | %s | %.1f | %s | %d | %,.0f | %,.0f |%n",
        size.tasks,
        size.agentHeap,
        first,
        processor,
        number(megabytes),
        number(look),
        100 * share,
        number(rate),
        Server.residentMegabytes(agent),
        latency.median(),
        latency.millis(0.99));
  }

  /** Tasks change now and then, each its own, and a watcher of all events waits for them. */
  private static Figures latency(Size size, CannedEngine engine, Server server) throws Exception {
    Map<String, Long> arrived = new ConcurrentHashMap<>();
    CountDownLatch all = new CountDownLatch(CHANGES);
    long[] nanos = new long[CHANGES];
    try (Wire feed = new Wire(server.address())) {
      feed.ask("/v1/events?stream=1");
      Thread.ofVirtual().start(() -> watch(feed, arrived, all));
      Thread.sleep(1_000);
      Random random = new Random(6);
      int apart = size.tasks / CHANGES;
      for (int i = 0; i < CHANGES; i++) {
        Thread.sleep(random.nextInt(2 * GAP_MILLIS));
        nanos[i] = System.nanoTime();
        engine.change(i * apart, 2, "failed");
      }
      if (!all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(all.getCount() + " changes never came to the watcher");
      }
      for (int i = 0; i < CHANGES; i++) {
        nanos[i] = arrived.get(CannedEngine.id(i * apart)) - nanos[i];
      }
    }
    return new Figures(nanos);
  }

  private static void watch(Wire feed, Map<String, Long> arrived, CountDownLatch all) {
    try {
      while (true) {
        String line = feed.line();
        long now = System.nanoTime();
        Matcher task = TASK.matcher(line);
        if (line.contains("\"updated\"")
            && task.find()
            && arrived.putIfAbsent(task.group(1), now) == null) {
          all.countDown();
        }
      }
    } catch (IOException e) {
      // The measurement is over.
    }
  }

  private static double processorSeconds(Process process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }
}
