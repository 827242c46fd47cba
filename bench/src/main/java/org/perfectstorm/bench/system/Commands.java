package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** How long {@code stormctl status} takes, beside other programs at the same terminal. */
final class Commands implements Measurement {
  private static final int TIMES = 31;

  @Override
  public String name() {
    return "commands";
  }

  /** Does nothing: the least that any program in Java takes. */
  static final class Empty {
    private Empty() {}

    /** Does nothing. */
    public static void main(String[] args) {}
  }

  @Override
  public void run(Place place) throws Exception {
    try (Server server = Server.start(place.root(), place.folder("commands"), "");
        Client client = new Client(server.address())) {
      server.fill(500);
      for (int i = 0; i < 5; i++) {
        client.create(
            Kind.GROUP, Doc.of("name", "group-" + i, "query", Doc.of("labels.team", "team-" + i)));
      }
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Map<String, List<String>> commands = new LinkedHashMap<>();
      commands.put(
          "an empty JVM (SerialGC, C1)",
          List.of(
              java,
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Empty.class.getName()));
      String stormctl = place.root().resolve("bin/stormctl").toString();
      String address = server.address().toString();
      commands.put("stormctl status", List.of(stormctl, "-C", address, "status"));
      commands.put(
          "stormctl resource ls (500)", List.of(stormctl, "-C", address, "resource", "ls"));
      commands.put("stormctl --version", List.of(stormctl, "--version"));
      commands.put(
          "Python client, the same request as status",
          List.of("python3", place.root().resolve("bench/status.py").toString(), address));
      commands.put("docker version", List.of("docker", "version"));
      commands.values().removeIf(command -> !runs(command.getFirst()));
      print(measure(commands));
    }
  }

  /** In turn, so that a change of the machine's mood meets all. */
  private static Map<String, Figures> measure(Map<String, List<String>> commands)
      throws IOException, InterruptedException {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    for (int i = -3; i < TIMES; i++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        long start = System.nanoTime();
        Process process =
            new ProcessBuilder(command.getValue())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          throw new IOException("does not end: " + command.getKey());
        }
        if (i >= 0) {
          nanos.computeIfAbsent(command.getKey(), name -> new long[TIMES])[i] =
              System.nanoTime() - start;
        }
      }
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    nanos.forEach((name, times) -> figures.put(name, new Figures(times)));
    return figures;
  }

  private static void print(Map<String, Figures> figures) {
    double empty = figures.values().iterator().next().median();
    System.out.printf(
        "| at the terminal | ms, median of %d | times an empty JVM |%n| --- | --- | --- |%n",
        TIMES);
    figures.forEach(
        (name, times) ->
            System.out.printf(
                "| %s | %s | %s |%n",
                name, number(times.median()), number(times.median() / empty)));
  }

  private static boolean runs(String program) {
    List<Path> places = new ArrayList<>();
    if (program.contains("/")) {
      places.add(Path.of(program));
    } else {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        places.add(Path.of(folder, program));
      }
    }
    return places.stream().anyMatch(Files::isExecutable);
  }
}
