package org.perfectstorm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.perfectstorm.lab.Observation.Look;
import org.perfectstorm.value.Doc;

/** Writes timelines to {@code target/timelines}: a text, a drawing, and a page with all of them. */
final class TimelineReport {
  static final Path FOLDER = Repository.TARGET.resolve("timelines");

  private TimelineReport() {}

  private record Entry(long millis, String who, String what) {}

  /** Keeps one, and renews the page. */
  static void write(Timeline timeline) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(timeline.name() + ".txt"), text(timeline));
      Files.writeString(
          FOLDER.resolve(timeline.name() + ".svg"), new TimelineDrawing(timeline).svg());
      Files.writeString(FOLDER.resolve("index.html"), page());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : lags(timeline)) {
      System.out.println("measured: " + timeline.title() + ": " + line);
    }
  }

  /** How long it took each time, a line each. */
  static List<String> lags(Timeline timeline) {
    List<String> lines = new ArrayList<>();
    for (Timeline.Settled one : timeline.settled()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: Swarm settled at %,d ms, stormd was right at %,d ms: lag %,d ms",
              one.what(),
              millis(timeline, one.lag().settled()),
              millis(timeline, one.lag().right()),
              one.lag().lag().toMillis()));
    }
    return lines;
  }

  static long millis(Timeline timeline, Instant at) {
    return Math.max(0, Duration.between(timeline.began(), at).toMillis());
  }

  private static String text(Timeline timeline) {
    StringBuilder text = new StringBuilder();
    text.append(timeline.title()).append("\nbegan ").append(timeline.began()).append("\n\n");
    for (String line : lags(timeline)) {
      text.append(line).append('\n');
    }
    text.append(timeline.deleted()).append(" resources were deleted");
    text.append(timeline.harm().isEmpty() ? ", none that exists\n" : "; HARM:\n");
    timeline.harm().forEach(one -> text.append(one).append('\n'));
    text.append("\n      ms  who     what\n");
    List<Entry> entries = new ArrayList<>();
    timeline.done().forEach(d -> entries.add(new Entry(millis(timeline, d.at()), "do", d.what())));
    for (Timeline.Settled one : timeline.settled()) {
      long settled = millis(timeline, one.lag().settled());
      entries.add(new Entry(settled, "=", "Swarm has settled: " + one.what()));
      entries.add(new Entry(millis(timeline, one.lag().right()), "=", "stormd is right"));
    }
    Map<String, Doc> before = Map.of();
    for (Look<Picture> look : timeline.swarm()) {
      entries.add(entry(timeline, "Swarm", look.at(), words(look)));
      for (String change : changes(before, look.what())) {
        entries.add(entry(timeline, "", look.at(), change));
      }
      before = look.what() == null ? Map.of() : look.what().resources();
    }
    for (Look<Map<String, Doc>> look : timeline.stormd()) {
      String words = look.what() == null ? null : Observation.words(look.what());
      entries.add(entry(timeline, "stormd", look.at(), words));
    }
    entries.sort(Comparator.comparingLong(Entry::millis));
    String[] last = new String[2];
    for (Entry entry : entries) {
      int who = entry.who.equals("Swarm") ? 0 : entry.who.equals("stormd") ? 1 : -1;
      if (who >= 0 && entry.what.equals(last[who])) {
        continue; // something else changed than what is counted here
      }
      if (who >= 0) {
        last[who] = entry.what;
      }
      text.append(
          String.format(Locale.ROOT, "%8d  %-6s  %s%n", entry.millis, entry.who, entry.what));
    }
    return text.toString();
  }

  private static Entry entry(Timeline timeline, String who, Instant at, String words) {
    return new Entry(millis(timeline, at), who, words == null ? "does not answer" : words);
  }

  /** What changed but tasks, of which there are many and which are counted. */
  private static List<String> changes(Map<String, Doc> before, Picture now) {
    List<String> changes = new ArrayList<>();
    if (now != null) {
      now.resources()
          .forEach(
              (id, resource) -> {
                Doc old = before.get(id);
                if (old != null
                    && !old.equals(resource)
                    && !resource.text("type").contains("task")) {
                  Doc was = old.doc("snapshot");
                  List<String> parts = new ArrayList<>();
                  for (Map.Entry<String, Object> part : resource.doc("snapshot")) {
                    if (!part.getValue().equals(was.get(part.getKey()))) {
                      parts.add(part.getKey());
                    }
                  }
                  changes.add(resource.texts("names").getFirst() + " has another " + parts);
                }
              });
    }
    return changes;
  }

  private static String words(Look<Picture> look) {
    return look.what() == null ? null : Observation.words(look.what().resources());
  }

  /** All drawings of the folder on one page. */
  private static String page() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <meta charset="utf-8">
            <title>Timelines: Swarm and stormd on eight nodes</title>
            <style>body { font: 14px sans-serif; margin: 2em auto; max-width: 1140px }
            svg { width: 100%; height: auto; margin-bottom: 1.5em }</style>
            <h1>Swarm and stormd, side by side</h1>
            """);
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".svg")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".svg", "");
        page.append(Files.readString(file));
        page.append("<p><a href=\"").append(name).append(".txt\">as text</a></p>\n");
      }
    }
    return page.toString();
  }
}
