package org.perfectstorm.cli.output;

import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** JSON for people: a line for each value, two blanks a level. */
final class PrettyJson {
  private final StringBuilder out = new StringBuilder(1024);

  private PrettyJson() {}

  /** The text, ending with a line break. */
  static String of(Object value) {
    PrettyJson json = new PrettyJson();
    json.value(value, 0);
    return json.out.append('\n').toString();
  }

  private void value(Object value, int indent) {
    // No switch over the types: it takes long when it is first come by.
    if (value instanceof Doc doc && !doc.isEmpty()) {
      doc(doc, indent);
    } else if (value instanceof Arr arr && !arr.isEmpty()) {
      arr(arr, indent);
    } else {
      leaf(value);
    }
  }

  private void doc(Doc doc, int indent) {
    for (int i = 0; i < doc.size(); i++) {
      line(i == 0 ? "{" : ",", indent + 2);
      string(doc.key(i));
      out.append(": ");
      value(doc.at(i), indent + 2);
    }
    line("", indent);
    out.append('}');
  }

  private void arr(Arr arr, int indent) {
    for (int i = 0; i < arr.size(); i++) {
      line(i == 0 ? "[" : ",", indent + 2);
      value(arr.get(i), indent + 2);
    }
    line("", indent);
    out.append(']');
  }

  private void leaf(Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Doc) {
      out.append("{}");
    } else {
      out.append(value instanceof Integer || value instanceof Boolean ? value : other(value));
    }
  }

  private static String other(Object value) {
    return value == null ? "null" : value instanceof Arr ? "[]" : Json.text(value);
  }

  private void string(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
        out.append(Json.text(text));
        return;
      }
    }
    out.append('"').append(text).append('"');
  }

  private void line(String end, int indent) {
    out.append(end).append('\n');
    for (int i = 0; i < indent; i++) {
      out.append(' ');
    }
  }
}
