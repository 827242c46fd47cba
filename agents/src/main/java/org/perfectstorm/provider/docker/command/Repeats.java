package org.perfectstorm.provider.docker.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes lines on, but those that repeat over and over only three times, and then how often they
 * came: {@code docker service create} prints the same few lines many times a second, for ever if
 * tasks fail. Nothing else is left out. Safe to share between threads: whoever waits for a command
 * is not the one who reads what it prints.
 */
public final class Repeats {
  /** How many lines may take turns. */
  private static final int LONGEST_CYCLE = 8;

  /** How often a cycle is passed on before it is only counted. */
  private static final int SHOWN = 3;

  /** A line longer than this is passed on as it comes. */
  private static final int LONGEST_LINE = 8 << 10;

  private final Consumer<String> out;
  private final StringBuilder begun = new StringBuilder();

  /** The last lines that were passed on. */
  private final List<String> last = new ArrayList<>();

  /** The lines that repeat now; empty if none do. */
  private List<String> cycle = List.of();

  private long counted;

  /** Passes on to {@code out} what is no repetition. */
  public Repeats(Consumer<String> out) {
    this.out = out;
  }

  /** Takes some text, whole lines or not. */
  public synchronized void write(String text) {
    StringBuilder ready = new StringBuilder();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      begun.append(text, start, end + 1);
      line(begun.toString(), ready);
      begun.setLength(0);
      start = end + 1;
    }
    begun.append(text, start, text.length());
    if (begun.length() > LONGEST_LINE) {
      line(begun.toString(), ready);
      begun.setLength(0);
    }
    pass(ready);
  }

  /** There is no more text. */
  public synchronized void end() {
    StringBuilder ready = new StringBuilder();
    if (!begun.isEmpty()) {
      line(begun.toString(), ready);
      begun.setLength(0);
    }
    tell(ready);
    pass(ready);
  }

  private void pass(StringBuilder ready) {
    if (!ready.isEmpty()) {
      out.accept(ready.toString());
    }
  }

  private void line(String line, StringBuilder ready) {
    if (!cycle.isEmpty()) {
      if (line.equals(cycle.get((int) (counted % cycle.size())))) {
        counted++;
        return;
      }
      tell(ready);
    }
    ready.append(line);
    last.add(line);
    if (last.size() > SHOWN * LONGEST_CYCLE) {
      last.removeFirst();
    }
    cycle = cycle();
  }

  /** The shortest cycle that the last lines went through often enough. */
  private List<String> cycle() {
    for (int length = 1; length <= LONGEST_CYCLE && SHOWN * length <= last.size(); length++) {
      boolean repeats = true;
      for (int i = last.size() - (SHOWN - 1) * length; i < last.size() && repeats; i++) {
        repeats = last.get(i).equals(last.get(i - length));
      }
      if (repeats) {
        return List.copyOf(last.subList(last.size() - length, last.size()));
      }
    }
    return List.of();
  }

  /** Says what was only counted, and begins anew. */
  private void tell(StringBuilder ready) {
    int length = cycle.size();
    long times = length == 0 ? 0 : counted / length;
    if (times > 0) {
      String what = length == 1 ? "the same" : "the same " + length + " lines";
      ready.append("... (").append(what).append(' ').append(times).append(" times more)\n");
    }
    for (int i = 0; length > 0 && i < counted % length; i++) {
      ready.append(cycle.get(i));
    }
    counted = 0;
    cycle = List.of();
    last.clear();
  }
}
