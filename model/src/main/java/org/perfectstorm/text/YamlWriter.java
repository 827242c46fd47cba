package org.perfectstorm.text;

import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * Writes YAML in block style, two blanks a level. Made for this and not a library's, because a
 * command line that prints one object has no time to load a library. For one value, used once.
 */
final class YamlWriter {
  /** A parser takes no longer key without being told. */
  private static final int LONGEST_KEY = 1000;

  private final Paint paint;
  private final StringBuilder out = new StringBuilder(1024);

  YamlWriter(Paint paint) {
    this.paint = paint;
  }

  String write(Object value) {
    if (!inside(value, 0)) {
      scalar(value instanceof String text ? Scalars.onOneLine(text) : text(value));
      out.append('\n');
    }
    return out.toString();
  }

  /** Writes what is in a value; false if it has nothing in it. */
  // Here and below a switch over the types would be nicer, and take 20 ms of every command's time:
  // the JDK makes its classes when it first comes by.
  private boolean inside(Object value, int indent) {
    if (value instanceof Doc doc && !doc.isEmpty()) {
      mapping(doc, indent);
      return true;
    }
    if (value instanceof Arr arr && !arr.isEmpty()) {
      sequence(arr, indent);
      return true;
    }
    return false;
  }

  private static boolean holds(Object value) {
    return (value instanceof Doc doc && !doc.isEmpty())
        || (value instanceof Arr arr && !arr.isEmpty());
  }

  /** The entries, of which the first is written where the line is, the others at the indent. */
  private void mapping(Doc doc, int indent) {
    for (int i = 0; i < doc.size(); i++) {
      if (i > 0) {
        blanks(indent);
      }
      String key = Scalars.onOneLine(doc.key(i));
      if (key.length() > LONGEST_KEY) {
        out.append("? ").append(paint.key()).append(key).append(paint.afterKey()).append('\n');
        blanks(indent);
      } else {
        out.append(paint.key()).append(key).append(paint.afterKey());
      }
      out.append(':');
      Object value = doc.at(i);
      if (holds(value)) {
        out.append('\n');
        blanks(indent + 2);
        inside(value, indent + 2);
      } else {
        out.append(' ');
        leaf(value, indent, doc.key(i).equals("$regex"));
      }
    }
  }

  private void sequence(Arr arr, int indent) {
    for (int i = 0; i < arr.size(); i++) {
      if (i > 0) {
        blanks(indent);
      }
      out.append("- ");
      if (!inside(arr.get(i), indent + 2)) {
        leaf(arr.get(i), indent, false);
      }
    }
  }

  /** A value without values in it, and the end of its line. */
  private void leaf(Object value, int indent, boolean pattern) {
    if (!(value instanceof String text)) {
      scalar(text(value));
    } else if (Scalars.isBlock(text)) {
      block(text, indent + 2);
      return;
    } else {
      scalar(pattern ? Scalars.quoted(text) : Scalars.onOneLine(text));
    }
    out.append('\n');
  }

  private void scalar(String text) {
    out.append(paint.scalar()).append(text).append(paint.afterScalar());
  }

  private void block(String text, int indent) {
    out.append('|');
    if (text.charAt(0) == ' ' || text.charAt(0) == '\n') {
      out.append('2');
    }
    int length = text.length();
    if (text.charAt(length - 1) != '\n') {
      out.append('-');
    } else if (text.charAt(length - 2) == '\n') {
      out.append('+');
    }
    out.append('\n');
    for (int start = 0; start < length; ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? length : end;
      if (end > start) {
        blanks(indent);
        scalar(text.substring(start, end));
      }
      out.append('\n');
      start = end + 1;
    }
  }

  private void blanks(int count) {
    for (int i = 0; i < count; i++) {
      out.append(' ');
    }
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Doc) {
      return "{}";
    }
    if (value instanceof Arr) {
      return "[]";
    }
    String text = value.toString();
    return value instanceof Number || value instanceof Boolean ? text : Scalars.onOneLine(text);
  }
}
