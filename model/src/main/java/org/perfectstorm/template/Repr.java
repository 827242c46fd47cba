package org.perfectstorm.template;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;

/** How values print: Python's str and repr. */
final class Repr {
  private final Run run;
  private final StringBuilder out = new StringBuilder();

  /** The containers that are being written: one inside itself is cut short. */
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private Repr(Run run) {
    this.run = run;
  }

  /** As str(): a string is itself. */
  static String text(Run run, Object value) {
    return switch (value) {
      case String text -> text;
      case Undefined undefined when undefined.isEmpty() -> "";
      case null, default -> of(run, value);
    };
  }

  /** As repr(): a string is in quotes. */
  static String of(Run run, Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean truth -> truth ? "True" : "False";
      case Long number -> number.toString();
      case Double number -> Floats.repr(number);
      default -> {
        Repr repr = new Repr(run);
        repr.write(value);
        yield repr.out.toString();
      }
    };
  }

  private void write(Object value) {
    run.step();
    run.room(out.length());
    run.enter();
    switch (value) {
      case null -> out.append("None");
      case Boolean truth -> out.append(truth ? "True" : "False");
      case String text -> quote(out, text);
      case Double number -> out.append(Floats.repr(number));
      case Number number -> out.append(number);
      case RangeValue range -> range(range);
      case Sequence sequence -> sequence(sequence, value);
      case Mapping mapping -> mapping(mapping);
      case View view -> {
        out.append(view.type()).append("([");
        elements(view.iterator());
        out.append("])");
      }
      case Undefined undefined when undefined.isEmpty() -> out.append("Undefined");
      case Undefined undefined -> throw undefined.fault();
      case Generator generator ->
          throw new Fault("a lazy sequence cannot be printed: make it a list first with |list");
      case Native object -> out.append(object.text());
      case TemplateObject object -> {
        Sequence elements = Host.elements(object);
        if (elements == null) {
          out.append(Host.text(object));
        } else {
          sequence(elements, object);
        }
      }
      default -> throw new Fault("cannot be printed");
    }
    run.leave();
  }

  private void range(RangeValue range) {
    out.append("range(").append(range.start()).append(", ").append(range.stop());
    if (range.step() != 1) {
      out.append(", ").append(range.step());
    }
    out.append(')');
  }

  private void sequence(Sequence sequence, Object identity) {
    boolean tuple = sequence instanceof Tuple;
    if (!open.add(identity)) {
      out.append(tuple ? "(...)" : "[...]");
      return;
    }
    out.append(tuple ? '(' : '[');
    for (int i = 0; i < sequence.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write(sequence.get(i));
    }
    out.append(tuple ? sequence.size() == 1 ? ",)" : ")" : "]");
    open.remove(identity);
  }

  private void mapping(Mapping mapping) {
    if (!open.add(mapping)) {
      out.append("{...}");
      return;
    }
    out.append('{');
    boolean first = true;
    for (Iterator<Tuple> entries = mapping.entries(); entries.hasNext(); first = false) {
      Tuple entry = entries.next();
      out.append(first ? "" : ", ");
      write(entry.get(0));
      out.append(": ");
      write(entry.get(1));
    }
    out.append('}');
    open.remove(mapping);
  }

  private void elements(Iterator<Object> elements) {
    for (boolean first = true; elements.hasNext(); first = false) {
      out.append(first ? "" : ", ");
      write(elements.next());
    }
  }

  /** A string as Python's repr writes it: in the quotes that need no escape. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  private static void quote(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints().forEach(c -> quote(out, c, quote));
    out.append(quote);
  }

  private static void quote(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x100) {
          out.append(String.format("\\x%02x", c));
        } else {
          out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
      }
    }
  }

  static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
