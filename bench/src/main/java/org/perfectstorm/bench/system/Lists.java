package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

/** {@code GET /v1/resources} with 20,000 resources, in 512 MB of heap. */
final class Lists implements Measurement {
  private static final int TIMES = 30;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public void run(Place place) throws Exception {
    try (Server server = Server.start(place.root(), place.folder("list"), "-Xmx512m")) {
      server.fill(20_000);
      long[] nanos = new long[TIMES];
      long bytes = 0;
      try (Wire wire = new Wire(server.address())) {
        for (int i = -10; i < TIMES; i++) {
          long start = System.nanoTime();
          bytes = wire.get("/v1/resources");
          if (i >= 0) {
            nanos[i] = System.nanoTime() - start;
          }
        }
      }
      Figures figures = new Figures(nanos);
      System.out.printf(
          "| list of 20,000 resources (-Xmx512m) | ms | MB/s | resident MB |%n| --- | --- | --- |"
              + " --- |%n");
      System.out.printf(
          "| whole list, %d MB | %s (worst of %d: %s) | %s | %d |%n",
          bytes >> 20,
          number(figures.median()),
          TIMES,
          number(figures.millis(1)),
          number(bytes / 1e3 / figures.median()),
          server.residentMegabytes());
    }
  }
}
