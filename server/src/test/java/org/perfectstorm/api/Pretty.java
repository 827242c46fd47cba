package org.perfectstorm.api;

import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** JSON as people read it. */
final class Pretty {
  private Pretty() {}

  static String json(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, "", out);
    return out.append('\n').toString();
  }

  private static void write(Object value, String indent, StringBuilder out) {
    String inner = indent + "  ";
    if (value instanceof Doc doc && !doc.isEmpty()) {
      String separator = "{\n";
      for (Map.Entry<String, Object> entry : doc) {
        out.append(separator).append(inner).append(Json.text(entry.getKey())).append(": ");
        write(entry.getValue(), inner, out);
        separator = ",\n";
      }
      out.append('\n').append(indent).append('}');
    } else if (value instanceof List<?> list && list.stream().anyMatch(Doc.class::isInstance)) {
      String separator = "[\n";
      for (Object element : list) {
        out.append(separator).append(inner);
        write(element, inner, out);
        separator = ",\n";
      }
      out.append('\n').append(indent).append(']');
    } else {
      out.append(Json.text(value));
    }
  }
}
