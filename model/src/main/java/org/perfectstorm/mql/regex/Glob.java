package org.perfectstorm.mql.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * What most patterns are: runs of characters with anything between them, perhaps bound to the start
 * or the end ({@code ^nginx:}, {@code redis:.*}, {@code ^a.*b$}). Found with string searches alone,
 * for texts of one line.
 */
final class Glob {
  private final boolean fromStart;
  private final boolean toEnd;
  private final Run[] runs;

  private Glob(boolean fromStart, boolean toEnd, List<Run> runs) {
    this.fromStart = fromStart;
    this.toEnd = toEnd;
    this.runs = runs.toArray(Run[]::new);
  }

  /** The pattern as such a thing, or null if it is something else. */
  static Glob of(Node node) {
    List<Node> parts = new ArrayList<>(flat(node));
    boolean fromStart = !parts.isEmpty() && isPlace(parts.getFirst(), Node.Place.START);
    boolean toEnd =
        !parts.isEmpty()
            && (isPlace(parts.getLast(), Node.Place.END)
                || isPlace(parts.getLast(), Node.Place.VERY_END));
    parts =
        parts.subList(
            fromStart ? 1 : 0, Math.max(fromStart ? 1 : 0, parts.size() - (toEnd ? 1 : 0)));
    while (!toEnd
        && !parts.isEmpty()
        && parts.getLast() instanceof Node.Repeat gap
        && gap.min() == 0) {
      parts = parts.subList(0, parts.size() - 1);
    }
    List<Run> runs = new ArrayList<>();
    List<CodeSet> run = new ArrayList<>();
    for (int i = 0; i <= parts.size(); i++) {
      if (i < parts.size() && parts.get(i) instanceof Node.One one && i < 10_000) {
        run.add(one.set());
        continue;
      }
      if (i < parts.size() && !isGap(parts.get(i))) {
        return null;
      }
      Run made = Run.of(run);
      if (made == null) {
        return null;
      }
      runs.add(made);
      run.clear();
    }
    return new Glob(fromStart, toEnd, runs);
  }

  /** The string that a text must begin with, or null if there is none. */
  String prefix() {
    return fromStart && runs[0] instanceof Run.Exact exact && exact.length() > 0
        ? exact.string()
        : null;
  }

  /** Whether a text without a newline is to be told from one with; only gaps and ends care. */
  boolean caresForLines() {
    return toEnd || runs.length > 1;
  }

  boolean foundIn(String text) {
    int last = runs.length - 1;
    Run first = runs[0];
    if (last == 0) {
      int end = text.length() - first.length();
      if (toEnd) {
        return fromStart ? end == 0 && first.isAt(text, 0) : first.isAt(text, end);
      }
      return fromStart ? first.isAt(text, 0) : first.in(text, 0) >= 0;
    }
    int place = fromStart ? (first.isAt(text, 0) ? 0 : -1) : first.in(text, 0);
    for (int i = 0; place >= 0; i++) {
      place += runs[i].length();
      if (i == last) {
        return true;
      }
      if (i + 1 == last && toEnd) {
        int end = text.length() - runs[last].length();
        return end >= place && runs[last].isAt(text, end);
      }
      place = runs[i + 1].in(text, place);
    }
    return false;
  }

  private static List<Node> flat(Node node) {
    return switch (node) {
      case Node.Empty _ -> List.of();
      case Node.Group group -> flat(group.part());
      case Node.Sequence sequence -> {
        List<Node> parts = new ArrayList<>();
        sequence.parts().forEach(part -> parts.addAll(flat(part)));
        yield parts;
      }
      default -> List.of(node);
    };
  }

  private static boolean isPlace(Node node, Node.Place place) {
    return node instanceof Node.At at && at.place() == place;
  }

  private static boolean isGap(Node node) {
    return node instanceof Node.Repeat repeat
        && repeat.min() == 0
        && repeat.max() == Node.UNLIMITED
        && repeat.style() != Node.Style.POSSESSIVE
        && repeat.part() instanceof Node.One one
        && (one.set().equals(CodeSet.ALL) || one.set().equals(Classes.NOT_NEWLINE));
  }
}
