package org.perfectstorm.bench.system;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** The Swarm agent on many tasks: until the first sync is in, and what it costs at rest. */
final class Discovery implements Measurement {
  private static final int[] TASKS = {1_000, 10_000};
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WARM_UP_MILLIS = 10_000;
  private static final int REST_MILLIS = 30_000;

  @Override
  public String name() {
    return "discovery";
  }

  @Override
  public void run(Place place) throws Exception {
    System.out.printf(
        "| tasks (canned engine, nothing changes) | first sync, with the JVM's start, s |"
            + " at rest, %% of a core | resident MB |%n| --- | --- | --- | --- |%n");
    for (int tasks : TASKS) {
      try (CannedEngine engine = CannedEngine.start(place.root(), tasks);
          Server server = Server.start(place.root(), place.folder("discovery" + tasks), "-Xmx1g");
          Client client = new Client(server.address())) {
        measure(place, tasks, engine, server, client);
      }
    }
  }

  private static void measure(
      Place place, int tasks, CannedEngine engine, Server server, Client client) throws Exception {
    long start = System.nanoTime();
    Process agent =
        new ProcessBuilder(
                place.root().resolve("bin/storm-swarm").toString(),
                "-C",
                server.address().toString(),
                "-H",
                engine.address())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Doc isTask = Doc.of("type", "swarm-task", "names", "canned%019d".formatted(tasks - 1));
      while (client.list(Kind.RESOURCE, isTask).isEmpty()) {
        if (System.nanoTime() - start > PATIENCE.toNanos() || !agent.isAlive()) {
          throw new IOException("the agent did not sync " + tasks + " tasks");
        }
        Thread.sleep(100);
      }
      double first = (System.nanoTime() - start) / 1e9;
      Thread.sleep(WARM_UP_MILLIS);
      double before = processorSeconds(agent);
      long rested = System.nanoTime();
      Thread.sleep(REST_MILLIS);
      double share = (processorSeconds(agent) - before) / ((System.nanoTime() - rested) / 1e9);
      System.out.printf(
          "| %,d | %.1f | %.1f | %d |%n",
          tasks, first, 100 * share, Server.residentMegabytes(agent));
    } finally {
      agent.destroy();
      if (!agent.waitFor(15, TimeUnit.SECONDS)) {
        agent.destroyForcibly();
      }
    }
  }

  private static double processorSeconds(Process process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }
}
