package org.perfectstorm.bench.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Prints what JMH measured as a table for the documentation, with ratios. */
public final class Ratios {
  private Ratios() {}

  /** Reads the file of results that JMH wrote. */
  public static void main(String[] arguments) throws IOException {
    Arr results = (Arr) Json.read(Files.readAllBytes(Path.of(arguments[0])));
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    for (Object result : results) {
      Doc doc = (Doc) result;
      String name = doc.text("benchmark");
      Doc params = doc.doc("params");
      double score = nanos(doc.doc("secondaryMetrics"));
      table
          .computeIfAbsent(params.at(0).toString(), _ -> new LinkedHashMap<>())
          .put(name.substring(name.lastIndexOf('.') + 1), score);
    }
    if (table.values().iterator().next().containsKey("byHand")) {
      scan(table);
    } else {
      reverse(table);
    }
  }

  /** Processor time a task, in the best of all iterations. */
  private static double nanos(Doc metrics) {
    Arr nanos = (Arr) metrics.doc("nanos").arr("rawData").get(0);
    Arr tasks = (Arr) metrics.doc("tasks").arr("rawData").get(0);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < nanos.size(); i++) {
      best =
          Math.min(
              best, ((Number) nanos.get(i)).doubleValue() / ((Number) tasks.get(i)).doubleValue());
    }
    return best;
  }

  private static void scan(Map<String, Map<String, Double>> table) {
    System.out.println(
        "| query | by hand ns | engine ns | asked first ns | peer ns | engine/hand | engine/peer"
            + " |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    List<Double> toHand = new ArrayList<>();
    List<Double> toPeer = new ArrayList<>();
    table.forEach(
        (query, row) -> {
          double hand = row.get("byHand");
          double engine = row.get("engine");
          double peer = row.get("peer");
          toHand.add(hand / engine);
          toPeer.add(peer / engine);
          System.out.printf(
              "| %s | %.1f | %.1f | %.1f | %.1f | %.2f | %.1f |%n",
              query, hand, engine, row.get("engineFirst"), peer, hand / engine, peer / engine);
        });
    System.out.printf("| median | | | | | %.2f | %.1f |%n", median(toHand), median(toPeer));
  }

  private static void reverse(Map<String, Map<String, Double>> table) {
    System.out.println(
        "| groups | every query us | new task us | touched us | ratio | touched/new |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    table.forEach(
        (groups, row) ->
            System.out.printf(
                "| %s | %.1f | %.2f | %.2f | %.0f | %.3f |%n",
                groups,
                row.get("everyQuery") / 1000,
                row.get("newTask") / 1000,
                row.get("touchedTask") / 1000,
                row.get("everyQuery") / row.get("newTask"),
                row.get("touchedTask") / row.get("newTask")));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
