package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Writes of several stormd that share one MongoDB: how long one takes, and how many there are in a
 * second, when each of them writes as fast as it can. The MongoDB is the one of the variable {@code
 * BENCH_MONGODB} ({@code HOST:PORT}), or else mongo-java-server in this process, in memory.
 */
final class Mongo implements Measurement {
  private static final long WARM_NANOS = 4_000_000_000L;
  private static final long MEASURED_NANOS = 5_000_000_000L;

  /** Kept here, since the system forgets loggers that nobody holds. */
  private static final Logger TALKATIVE = Logger.getLogger("de.bwaldvogel");

  @Override
  public String name() {
    return "mongo";
  }

  @Override
  public void run(Place place) throws Exception {
    TALKATIVE.setLevel(Level.SEVERE);
    String given = System.getenv("BENCH_MONGODB");
    MongoServer ours = given == null ? new MongoServer(H2Backend.inMemory()) : null;
    String host = given == null ? "127.0.0.1:" + ours.bind().getPort() : given;
    try {
      System.out.printf(
          "| servers on one MongoDB%s | clients of each | writes a second | median, ms | 99 %%, ms"
              + " |%n| --- | --- | --- | --- | --- |%n",
          given == null ? " (mongo-java-server)" : "");
      for (int clients : new int[] {1, 8}) {
        for (int servers = 1; servers <= 3; servers++) {
          String database = "bench_" + System.nanoTime();
          measure(place, "mongodb://" + host + "/" + database, servers, clients);
        }
      }
    } finally {
      if (ours != null) {
        ours.shutdownNow();
      }
    }
  }

  private static void measure(Place place, String address, int servers, int clients)
      throws Exception {
    List<Server> started = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(servers * clients)) {
      for (int i = 0; i < servers; i++) {
        started.add(Server.onMongo(place.root(), address));
      }
      String agent = started.getFirst().fill(0);
      Thread.sleep(1_000); // Until all know the agent.
      long from = System.nanoTime() + WARM_NANOS;
      List<Future<long[]>> outcomes = new ArrayList<>();
      for (int i = 0; i < servers * clients; i++) {
        Address server = started.get(i % servers).address();
        int number = i;
        outcomes.add(threads.submit(() -> write(server, agent, number, from)));
      }
      LongStream all = LongStream.empty();
      for (Future<long[]> outcome : outcomes) {
        all = LongStream.concat(all, LongStream.of(outcome.get()));
      }
      long[] nanos = all.toArray();
      Figures figures = new Figures(nanos);
      System.out.printf(
          "| %d | %d | %s | %s | %s |%n",
          servers,
          clients,
          number(nanos.length * 1e9 / MEASURED_NANOS),
          number(figures.median()),
          number(figures.millis(0.99)));
    } finally {
      started.forEach(Server::close);
    }
  }

  /** How long each write took, of those that began in the measured time. */
  private static long[] write(Address server, String agent, int number, long from) {
    Doc task = new Tasks(number).one(number).with("owner", agent);
    LongStream.Builder took = LongStream.builder();
    try (Client client = new Client(server)) {
      String id = client.create(Kind.RESOURCE, task).text("id");
      for (int round = 0; ; round++) {
        long start = System.nanoTime();
        client.put(Kind.RESOURCE, id, task.with("image", "image:" + round));
        if (start > from + MEASURED_NANOS) {
          return took.build().toArray();
        }
        if (start > from) {
          took.add(System.nanoTime() - start);
        }
      }
    }
  }
}
