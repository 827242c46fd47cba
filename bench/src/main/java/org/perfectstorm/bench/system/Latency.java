package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** From the moment a client sends a write to the moment a watcher reads its event. */
final class Latency implements Measurement {
  private static final int WARM = 2_000;
  private static final int TIMES = 2_000;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void run(Place place) throws Exception {
    try (Server server = Server.start(place.root(), place.folder("latency"), "");
        Client client = new Client(server.address());
        Wire feed = new Wire(server.address())) {
      Doc task = new Tasks(1).one(1).with("owner", server.fill(0));
      String id = client.create(Kind.RESOURCE, task).text("id");
      feed.ask("/v1/events?stream=1");
      long[] answered = new long[TIMES];
      long[] watched = new long[TIMES];
      Thread[] reader = new Thread[1];
      long[] arrived = new long[WARM + TIMES];
      reader[0] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < arrived.length; ) {
                        if (feed.line().contains("\"updated\"")) {
                          arrived[i++] = System.nanoTime();
                        }
                      }
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      Thread.sleep(500);
      long[] sent = new long[WARM + TIMES];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = System.nanoTime();
        client.put(Kind.RESOURCE, id, task.with("image", "image:" + i));
        if (i >= WARM) {
          answered[i - WARM] = System.nanoTime() - sent[i];
        }
      }
      reader[0].join(10_000);
      for (int i = 0; i < TIMES; i++) {
        watched[i] = arrived[WARM + i] - sent[WARM + i];
      }
      System.out.printf("| one write, in ms | median | 99 %% |%n| --- | --- | --- |%n");
      print("sent to answered (durable)", new Figures(answered));
      print("sent to seen by a watcher", new Figures(watched));
    }
  }

  private static void print(String what, Figures figures) {
    System.out.printf(
        "| %s | %s | %s |%n", what, number(figures.median()), number(figures.millis(0.99)));
  }
}
