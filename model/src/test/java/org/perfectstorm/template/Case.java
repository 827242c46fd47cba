package org.perfectstorm.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** One case of a {@code .cases} file: its parts by name. */
record Case(String name, Map<String, String> parts) {
  static List<Case> read(String file) throws IOException {
    String text;
    try (InputStream in = Case.class.getResourceAsStream(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Case> cases = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    String name = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("=== ") || line.startsWith("--- ")) {
        end(cases, name, part);
        name = null;
        if (line.startsWith("=== ")) {
          cases.add(new Case(line.substring(4), new LinkedHashMap<>()));
        } else {
          name = line.substring(4);
        }
      } else if (name != null) {
        part.append(line).append('\n');
      }
    }
    end(cases, name, part);
    return cases;
  }

  /** An empty line before the next case belongs to nobody. */
  private static void end(List<Case> cases, String name, StringBuilder part) {
    if (name != null) {
      String text = part.substring(0, part.length() - 1);
      boolean last = !name.equals("template") && !name.equals("vars") && text.endsWith("\n");
      cases.getLast().parts.put(name, last ? text.substring(0, text.length() - 1) : text);
    }
    part.setLength(0);
  }

  String template() {
    return parts.get("template");
  }

  Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    if (parts.containsKey("vars")) {
      Doc doc = Json.readDoc(parts.get("vars"));
      doc.forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
    }
    return variables;
  }

  @Override
  public String toString() {
    return name;
  }
}
