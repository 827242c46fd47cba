package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** 100,000 resources and 1,000 groups live in 1 GB of heap; 10,000 groups registered at once. */
final class ManyGroups implements Measurement {
  private static final int RESOURCES = 100_000;
  private static final int IMPORTED_AT_ONCE = 2_500;
  private static final Deadlines PATIENT =
      new Deadlines(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofSeconds(30));

  @Override
  public String name() {
    return "groups";
  }

  @Override
  public void run(Place place) throws Exception {
    System.out.printf(
        "| 100,000 resources, s (of the processor) | import of the groups | again, all unchanged |"
            + " a sync of 2,000 changed tasks | resident MB |%n| --- | --- | --- | --- | --- |%n");
    measure(place, 1_000, "-Xmx1g");
    measure(place, 10_000, "-Xmx3g");
  }

  private static void measure(Place place, int groups, String heap) throws Exception {
    try (Server server = Server.start(place.root(), place.folder("groups" + groups), heap);
        Client client = new Client(server.address(), PATIENT)) {
      String agent = server.fill(RESOURCES);
      List<Doc> files = files(groups);
      String first = time(server, () -> files.forEach(file -> client.importDocuments(file, false)));
      String again = time(server, () -> files.forEach(file -> client.importDocuments(file, false)));
      Doc changed = changed();
      String sync = time(server, () -> client.sync(agent, changed));
      System.out.printf(
          "| %,d groups, %s | %s | %s | %s | %d |%n",
          groups, heap, first, again, sync, server.residentMegabytes());
    }
  }

  /** Groups of mixed kinds, two in a hundred of which no index helps, as some files. */
  private static List<Doc> files(int count) {
    List<Doc> files = new ArrayList<>();
    for (int from = 0; from < count; from += IMPORTED_AT_ONCE) {
      Object[] documents = new Object[Math.min(IMPORTED_AT_ONCE, count - from)];
      for (int i = 0; i < documents.length; i++) {
        documents[i] =
            Doc.of("group", Doc.of("name", "group-" + (from + i), "query", query(from + i)));
      }
      files.add(Doc.of("documents", Arr.of(documents)));
    }
    return files;
  }

  private static Doc query(int number) {
    String service = "service-" + number % 200;
    return switch (number % 50 == 49 ? 4 : number % 4) {
      case 0 -> Doc.of("names", service + "." + (1 + number % 500));
      case 1 ->
          Doc.of(
              "image",
              Doc.of("$regex", "^registry\\.example:5000/shop/" + service + ":1." + number % 7),
              "snapshot.Slot",
              1 + number % 500);
      case 2 -> Doc.of("labels.team", "team-" + number % 11, "snapshot.Slot", 1 + number % 500);
      case 3 ->
          Doc.of(
              "snapshot.NetworksAttachments",
              Doc.of(
                  "$elemMatch",
                  Doc.of(
                      "Network.Spec.Name", "network-1", "Addresses", "10.0.1." + number + "/24")));
      default -> Doc.of("status", Doc.of("$ne", "running"), "snapshot.Slot", Doc.of("$ne", number));
    };
  }

  private static Doc changed() {
    Tasks tasks = new Tasks(1);
    Object[] batch = new Object[2_000];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = tasks.one(i).with("status", "stopped").with("health", "unhealthy");
    }
    return Doc.of("full", false, "resources", Arr.of(batch), "gone", Arr.EMPTY);
  }

  /** How long work takes by the clock, and the server by its processors. */
  private static String time(Server server, Runnable work) {
    double worked = server.processorSeconds();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    return number(seconds) + " (" + number(server.processorSeconds() - worked) + ")";
  }
}
