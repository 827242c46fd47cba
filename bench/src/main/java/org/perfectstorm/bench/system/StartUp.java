package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;

/**
 * From the start of the process to the first answer: empty, with 20,000 and with 100,000 resources.
 */
final class StartUp implements Measurement {
  private static final int TIMES = 7;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Place place) throws Exception {
    System.out.printf("| start to first answer | ms | |%n| --- | --- | --- |%n");
    Figures empty = start(place, place.folder("start-empty"));
    System.out.printf("| stormd, empty | %s | |%n", number(empty.median()));
    for (int resources : new int[] {20_000, 100_000}) {
      full(place, resources);
    }
  }

  private static void full(Place place, int resources) throws Exception {
    Path full = place.folder("start-" + resources);
    Path lines = place.folder("start-lines").resolve(resources + ".jsonl");
    try (Server server = Server.start(place.root(), full, "");
        Client client = new Client(server.address())) {
      server.fill(resources);
      Files.write(lines, client.list(Kind.RESOURCE).stream().map(Object::toString).toList());
    }
    Figures loaded = start(place, full);
    Figures parsed = parse(lines);
    System.out.printf(
        "| stormd, %,d resources (%d MB of JSON) | %s | %s times reading and parsing |%n",
        resources,
        Files.size(lines) >> 20,
        number(loaded.median()),
        number(loaded.median() / parsed.median()));
    System.out.printf(
        "| a program that only reads and parses the same bytes | %s | |%n",
        number(parsed.median()));
    Files.delete(lines);
  }

  private static Figures start(Place place, Path data) throws IOException {
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      try (Server server = Server.start(place.root(), data, "");
          Wire wire = new Wire(server.address())) {
        wire.get("/v1/groups");
        nanos[i] = System.nanoTime() - start;
      }
    }
    return new Figures(nanos);
  }

  private static Figures parse(Path lines) throws IOException, InterruptedException {
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:+UseCompactObjectHeaders",
                      "-cp",
                      System.getProperty("java.class.path"),
                      ReadAndParse.class.getName(),
                      lines.toString()))
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the parsing program failed");
      }
      nanos[i] = System.nanoTime() - start;
    }
    return new Figures(nanos);
  }
}
