package org.perfectstorm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.perfectstorm.core.EventLog;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** The events: a slice of them as a list, or all from a number on as an endless stream. */
final class Feed {
  /** How often a stream that has nothing to tell shows that it is alive. */
  static final long KEEP_ALIVE_MILLIS = 10_000;

  private static final int COUNT = 128;
  private static final int REMEMBERED = 1024;
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?)0*([0-9]+)\\s*");

  private final EventLog log;

  /** The newest events as lines, written once for all who watch. */
  private final AtomicReferenceArray<Line> lines = new AtomicReferenceArray<>(REMEMBERED);

  private static final class Line {
    final long number;
    final byte[] json;

    Line(Event event) {
      number = event.number();
      json = json(event, false);
    }
  }

  Feed(EventLog log) {
    this.log = log;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/events", this::events));
  }

  private void events(Exchange exchange) throws IOException {
    Params params = exchange.params();
    Long start = number(params.get("start"));
    boolean dated = params.get("date").equals("true");
    if (params.has("stream")) {
      stream(exchange, start == null ? log.last() + 1 : Math.max(1, start), dated);
      return;
    }
    Long count = number(params.get("count"));
    List<Event> slice = slice(start, count == null ? COUNT : count);
    exchange.sendAll(slice.stream().map(event -> shown(event, dated)).toList());
  }

  private List<Event> slice(Long start, long count) {
    if (count <= 0) {
      return List.of();
    }
    if (start == null) {
      long last = log.last();
      return log.slice(Math.max(1, last - count + 1), count);
    }
    // Numbers below the first are in the window, too, though nothing is there.
    long from = Math.max(1, start);
    long left = count - (from - start);
    return left <= 0 ? List.of() : log.slice(from, left);
  }

  private void stream(Exchange exchange, long start, boolean dated) throws IOException {
    long oldest = log.oldest();
    if (start < oldest) {
      throw Problem.of(410, gone(oldest));
    }
    OutputStream out = exchange.begin();
    out.write('\n');
    out.flush();
    if (exchange.isHead()) {
      return;
    }
    Function<Event, byte[]> line = dated ? event -> json(event, true) : this::line;
    long next = start;
    try {
      while (true) {
        List<Event> events = log.await(next, KEEP_ALIVE_MILLIS);
        for (Event event : events) {
          out.write(line.apply(event));
        }
        if (events.isEmpty()) {
          out.write('\n');
        } else {
          next = events.getLast().number() + 1;
        }
        out.flush();
      }
    } catch (EventLog.Gone late) {
      // The reader was slower than the world. Better told than left with a gap.
      out.write(lineOf(gone(late.oldest())));
      out.flush();
    } catch (EventLog.Closed stopping) {
      out.flush();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] line(Event event) {
    int place = (int) (event.number() % REMEMBERED);
    Line known = lines.get(place);
    if (known == null || known.number != event.number()) {
      known = new Line(event);
      lines.set(place, known);
    }
    return known.json;
  }

  private static byte[] json(Event event, boolean dated) {
    return lineOf(shown(event, dated));
  }

  private static byte[] lineOf(Doc doc) {
    byte[] json = Json.bytes(doc);
    byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private static Doc shown(Event event, boolean dated) {
    return dated ? event.toDoc().with("date", event.date().toString()) : event.toDoc();
  }

  private static Doc gone(long oldest) {
    return Doc.of(
        "detail",
        "Events before " + oldest + " are no longer kept: read the lists again, then go on here.",
        "oldest",
        oldest);
  }

  /** A whole number, held within a range in which adding is safe; null if it is none. */
  private static Long number(String text) {
    var matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String digits = matcher.group(2);
    long size = digits.length() > 15 ? 1_000_000_000_000_000L : Long.parseLong(digits);
    return matcher.group(1).equals("-") ? -size : size;
  }
}
