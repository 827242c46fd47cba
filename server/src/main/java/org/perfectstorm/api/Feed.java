package org.perfectstorm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.perfectstorm.api.openapi.Operation;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.core.EventLog;
import org.perfectstorm.model.Numbered;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * A log of events, as clients read it: a slice as a list, or all from a number on as an endless
 * stream.
 */
final class Feed<E extends Numbered> {
  /** How often a stream that has nothing to tell shows that it is alive. */
  private static final long KEEP_ALIVE_MILLIS = 10_000;

  private static final int COUNT = 128;
  private static final int REMEMBERED = 1024;
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?)0*([0-9]+)\\s*");

  private final EventLog<E> log;

  /** The newest events as lines, written once for all who watch. */
  private final AtomicReferenceArray<Line> lines = new AtomicReferenceArray<>(REMEMBERED);

  private static final class Line {
    final long number;
    final byte[] json;

    Line(Numbered event) {
      number = event.number();
      json = line(event.toDoc());
    }
  }

  Feed(EventLog<E> log) {
    this.log = log;
  }

  /** An operation that answers with events. */
  static Operation described(Operation operation, Doc event) {
    return operation
        .asks(Parameter.START, Parameter.COUNT, Parameter.STREAM, Parameter.DATE)
        .answers(200, Shapes.list(event));
  }

  /** Answers a request for events; a list of them goes by their numbers. */
  void answer(Exchange exchange) throws IOException {
    answer(exchange, event -> true, log::slice);
  }

  /**
   * Answers a request for some of the events, whose numbers have gaps.
   *
   * @param asked which of them
   */
  void answer(Exchange exchange, Predicate<E> asked) throws IOException {
    answer(exchange, asked, (start, count) -> kept(start, asked).stream().limit(count).toList());
  }

  /** The events from a number on. */
  private interface Slicing<E> {
    List<E> slice(long start, long count);
  }

  private void answer(Exchange exchange, Predicate<E> asked, Slicing<E> slicing)
      throws IOException {
    Params params = exchange.params();
    Long start = number(params.get("start"));
    boolean dated = params.get("date").equals("true");
    if (params.has("stream")) {
      stream(exchange, start == null ? log.last() + 1 : Math.max(1, start), dated, asked);
      return;
    }
    Long given = number(params.get("count"));
    long count = given == null ? COUNT : Math.max(0, given);
    List<E> slice = start == null ? newest(count, asked) : slicing.slice(start, count);
    exchange.sendAll(slice.stream().map(event -> shown(event, dated)).toList());
  }

  private List<E> newest(long count, Predicate<E> asked) {
    List<E> all = kept(1, asked);
    return all.subList((int) Math.max(0, all.size() - count), all.size());
  }

  private List<E> kept(long start, Predicate<E> asked) {
    return log.slice(start, Long.MAX_VALUE).stream().filter(asked).toList();
  }

  private void stream(Exchange exchange, long start, boolean dated, Predicate<E> asked)
      throws IOException {
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
    try {
      follow(start, dated, asked, out);
    } catch (EventLog.Gone late) {
      // The reader was slower than the world. Better told than left with a gap.
      out.write(line(gone(late.oldest())));
      out.flush();
    } catch (EventLog.Closed stopping) {
      out.flush();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(long start, boolean dated, Predicate<E> asked, OutputStream out)
      throws IOException, InterruptedException {
    long next = start;
    long silent = System.nanoTime();
    while (true) {
      long left = KEEP_ALIVE_MILLIS - (System.nanoTime() - silent) / 1_000_000;
      List<E> events = log.await(next, Math.max(0, left));
      boolean wrote = false;
      for (E event : events) {
        if (asked.test(event)) {
          out.write(dated ? line(shown(event, true)) : line(event));
          wrote = true;
        }
      }
      if (!events.isEmpty()) {
        next = events.getLast().number() + 1;
      } else if (next > log.last() + 1) {
        // Another server may know more than this one, but not for so long: after a backup was
        // restored the numbers that the reader waits for would be those of other events.
        out.write(line(elsewhere(next)));
        out.flush();
        return;
      } else {
        out.write('\n');
        wrote = true;
      }
      if (wrote) {
        out.flush();
        silent = System.nanoTime();
      }
    }
  }

  private byte[] line(E event) {
    int place = (int) (event.number() % REMEMBERED);
    Line known = lines.get(place);
    if (known == null || known.number != event.number()) {
      known = new Line(event);
      lines.set(place, known);
    }
    return known.json;
  }

  private static byte[] line(Doc doc) {
    byte[] json = Json.bytes(doc);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private static Doc shown(Numbered event, boolean dated) {
    return dated ? event.toDoc().with("date", event.date().toString()) : event.toDoc();
  }

  private static Doc gone(long oldest) {
    return Doc.of(
        "detail",
        "Events before " + oldest + " are no longer kept: read the lists again, then go on here.",
        "oldest",
        oldest);
  }

  private Doc elsewhere(long next) {
    return Doc.of(
        "detail",
        "Event %d is asked for, and the last one is %d: read the lists again, then go on after it."
            .formatted(next, log.last()),
        "oldest",
        log.oldest());
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
