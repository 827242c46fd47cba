package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Durable writes a second: each PUT of a resource of 3 KB is on disk when it is answered, and each
 * sync of 1,000 of them.
 */
final class Writes implements Measurement {
  private static final long WARM_NANOS = 3_000_000_000L;
  private static final long MEASURED_NANOS = 5_000_000_000L;
  private static final int BULK = 1_000;

  @Override
  public String name() {
    return "writes";
  }

  @Override
  public void run(Place place) throws Exception {
    double bare = bare(place.folder("writes-bare"), 1);
    System.out.printf(
        "| durable writes of 3 KB | a second | of the bare loop |%n| --- | --- | --- |%n");
    System.out.printf("| bare loop of append and fsync | %s | 1 |%n", number(bare));
    for (int clients : new int[] {1, 8, 32, 64}) {
      try (Server server = Server.start(place.root(), place.folder("writes-" + clients), "")) {
        double rate = stormd(server.address(), server.fill(0), clients);
        System.out.printf(
            "| stormd, %d client%s | %s | %s |%n",
            clients, clients == 1 ? "" : "s", number(rate), number(rate / bare));
      }
    }
    double bareBulk = bare(place.folder("writes-bare-bulk"), BULK) * BULK;
    System.out.printf(
        "| bare loop of append and fsync, %,d of them at a time | %s | 1 |%n",
        BULK, number(bareBulk));
    try (Server server = Server.start(place.root(), place.folder("writes-bulk"), "")) {
      double rate = syncs(server.address(), server.fill(0)) * BULK;
      System.out.printf(
          "| stormd, syncs of %,d changed ones | %s | %s |%n",
          BULK, number(rate), number(rate / bareBulk));
    }
  }

  /** One agent that changes all it has, over and over. */
  private static double syncs(Address address, String agent) {
    List<Doc> tasks = new Tasks(1).some(BULK);
    long from = System.nanoTime() + WARM_NANOS;
    long until = from + MEASURED_NANOS;
    try (Client client = new Client(address)) {
      long counted = 0;
      for (int round = 0; ; round++) {
        String image = "image:" + round;
        Object[] changed = tasks.stream().map(task -> task.with("image", image)).toArray();
        client.sync(agent, Doc.of("full", false, "resources", Arr.of(changed), "gone", Arr.EMPTY));
        long now = System.nanoTime();
        if (now > until) {
          return counted * 1e9 / MEASURED_NANOS;
        }
        if (now > from) {
          counted++;
        }
      }
    }
  }

  private static double bare(Path folder, int atOnce) throws IOException {
    byte[] one = Json.bytes(new Tasks(1).one(1));
    byte[] bytes = new byte[one.length * atOnce];
    for (int i = 0; i < atOnce; i++) {
      System.arraycopy(one, 0, bytes, i * one.length, one.length);
    }
    long count = 0;
    long start = System.nanoTime();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (System.nanoTime() - start < MEASURED_NANOS) {
        file.write(ByteBuffer.wrap(bytes));
        file.force(false);
        count++;
      }
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private static double stormd(Address address, String agent, int clients) throws Exception {
    long from = System.nanoTime() + WARM_NANOS;
    long until = from + MEASURED_NANOS;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int number = i;
        counts.add(threads.submit(() -> write(address, agent, number, from, until)));
      }
      long all = 0;
      for (Future<Long> count : counts) {
        all += count.get();
      }
      return all * 1e9 / MEASURED_NANOS;
    }
  }

  private static long write(Address address, String agent, int number, long from, long until) {
    Doc task = new Tasks(number).one(number).with("owner", agent);
    try (Client client = new Client(address)) {
      String id = client.create(Kind.RESOURCE, task).text("id");
      long counted = 0;
      for (int round = 0; ; round++) {
        client.put(Kind.RESOURCE, id, task.with("image", "image:" + round));
        long now = System.nanoTime();
        if (now > until) {
          return counted;
        }
        if (now > from) {
          counted++;
        }
      }
    }
  }
}
