package org.perfectstorm.template;

import java.util.Iterator;

/** Python's json.dumps: ASCII only; on one line, or indented. */
final class JsonDump {
  private final Run run;
  private final String indent;
  private final StringBuilder out = new StringBuilder();

  private JsonDump(Run run, String indent) {
    this.run = run;
    this.indent = indent;
  }

  /** {@code indent} is null for one line. */
  static String of(Run run, Object value, String indent) {
    JsonDump dump = new JsonDump(run, indent);
    dump.write(value, 0);
    return dump.out.toString();
  }

  private void write(Object value, int level) {
    run.step();
    run.room(out.length());
    run.enter();
    switch (value) {
      case null -> out.append("null");
      case Boolean truth -> out.append(truth.booleanValue());
      case String text -> string(text);
      case Double number -> out.append(number(number));
      case Number number -> out.append(number);
      case Mapping mapping -> mapping(mapping, level);
      case Undefined undefined -> throw undefined.fault();
      default -> {
        Sequence sequence = value instanceof RangeValue ? null : Sequence.of(value);
        if (sequence == null) {
          String hint = Iteration.isIterable(value) ? "; make it a list first with |list" : "";
          throw new Fault(
              "Object of type " + Types.name(value) + " is not JSON serializable" + hint);
        }
        sequence(sequence, level);
      }
    }
    run.leave();
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number) ? number > 0 ? "Infinity" : "-Infinity" : Floats.repr(number);
  }

  private void sequence(Sequence sequence, int level) {
    out.append('[');
    for (int i = 0; i < sequence.size(); i++) {
      separate(i == 0, level + 1);
      write(sequence.get(i), level + 1);
    }
    end(sequence.size() == 0, level, ']');
  }

  private void mapping(Mapping mapping, int level) {
    out.append('{');
    boolean first = true;
    for (Iterator<Tuple> entries = mapping.entries(); entries.hasNext(); first = false) {
      Tuple entry = entries.next();
      separate(first, level + 1);
      string(key(entry.get(0)));
      out.append(": ");
      write(entry.get(1), level + 1);
    }
    end(first, level, '}');
  }

  private static String key(Object key) {
    return switch (key) {
      case String text -> text;
      case null -> "null";
      case Boolean truth -> truth.toString();
      case Double number -> number(number);
      case Number number -> number.toString();
      default ->
          throw new Fault("keys must be str, int, float, bool or None, not " + Types.name(key));
    };
  }

  private void separate(boolean first, int level) {
    if (!first) {
      out.append(indent == null ? ", " : ",");
    }
    line(level);
  }

  private void end(boolean empty, int level, char bracket) {
    if (!empty) {
      line(level);
    }
    out.append(bracket);
  }

  private void line(int level) {
    if (indent != null) {
      run.room(out.length() + (long) indent.length() * level);
      out.append('\n').repeat(indent, level);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < ' ' || c > '~') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** As Python's ascii(): what is not ASCII in a repr is escaped. */
  static String ascii(String repr) {
    StringBuilder out = new StringBuilder();
    repr.codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.append((char) c);
              } else {
                String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                out.append(String.format(form, c));
              }
            });
    return out.toString();
  }
}
