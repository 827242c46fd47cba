package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** 1,000 watchers of the feed beside 20,000 resources, in 512 MB of heap. */
final class Watchers implements Measurement {
  private static final int WATCHERS = 1_000;
  private static final int TIMES = 20;

  @Override
  public String name() {
    return "watchers";
  }

  @Override
  public void run(Place place) throws Exception {
    List<Wire> wires = new ArrayList<>();
    try (Server server = Server.start(place.root(), place.folder("watchers"), "-Xmx512m");
        Client client = new Client(server.address())) {
      String agent = server.fill(20_000);
      long before = server.residentMegabytes();
      AtomicReference<CountDownLatch> waiting = new AtomicReference<>(new CountDownLatch(WATCHERS));
      for (int i = 0; i < WATCHERS; i++) {
        Wire wire = new Wire(server.address());
        wires.add(wire);
        wire.ask("/v1/events?stream=1");
        Thread.ofVirtual().start(() -> watch(wire, waiting));
      }
      Thread.sleep(2_000);
      long idle = server.residentMegabytes();
      Doc task = new Tasks(2).one(1).with("owner", agent);
      String id = null;
      long[] nanos = new long[TIMES];
      for (int i = -3; i < TIMES; i++) {
        CountDownLatch all = new CountDownLatch(WATCHERS);
        waiting.set(all);
        long start = System.nanoTime();
        if (id == null) {
          id = client.create(Kind.RESOURCE, task).text("id");
        } else {
          client.put(Kind.RESOURCE, id, task.with("image", "image:" + i));
        }
        if (!all.await(30, TimeUnit.SECONDS)) {
          throw new IOException(all.getCount() + " watchers missed an event");
        }
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      Figures figures = new Figures(nanos);
      System.out.printf("| 1,000 watchers, 20,000 resources (-Xmx512m) | |%n| --- | --- |%n");
      System.out.printf("| resident MB without watchers | %d |%n", before);
      System.out.printf("| resident MB with idle watchers | %d |%n", idle);
      System.out.printf(
          "| a write until all 1,000 have its event, ms | %s (worst of %d: %s) |%n",
          number(figures.median()), TIMES, number(figures.millis(1)));
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private static void watch(Wire wire, AtomicReference<CountDownLatch> waiting) {
    try {
      while (true) {
        if (wire.line().startsWith("{")) {
          waiting.get().countDown();
        }
      }
    } catch (IOException e) {
      // The measurement is over.
    }
  }
}
