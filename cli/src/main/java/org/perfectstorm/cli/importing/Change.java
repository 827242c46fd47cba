package org.perfectstorm.cli.importing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import org.perfectstorm.cli.output.Style;
import org.perfectstorm.cli.terminal.Color;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.value.Doc;

/**
 * What an import makes of one object.
 *
 * @param doc as stormd tells it: {@code kind}, {@code name}, {@code change}, {@code before}, {@code
 *     after}
 */
record Change(Doc doc) {
  private static final int CONTEXT = 3;

  /** Whether the object differs afterwards. */
  boolean isOne() {
    return !doc.text("change").equals("unchanged");
  }

  /** {@code group redis created}. */
  String line(boolean would, Style style) {
    String change = doc.text("change");
    Color color =
        switch (change) {
          case "created" -> Color.GREEN;
          case "removed" -> Color.RED;
          case "changed" -> Color.YELLOW;
          default -> Color.PLAIN;
        };
    String said = would && isOne() ? "would be " + change : change;
    return doc.text("kind") + " " + name() + " " + painted(said, color, style) + "\n";
  }

  /** The difference as a unified diff of YAML; empty if there is none. */
  String difference(Style style) {
    List<String> before = lines("before");
    List<String> after = lines("after");
    String name = doc.text("kind") + "/" + name();
    StringBuilder text = new StringBuilder();
    for (String line :
        UnifiedDiffUtils.generateUnifiedDiff(
            "stormd/" + name, "file/" + name, before, DiffUtils.diff(before, after), CONTEXT)) {
      text.append(painted(line, color(line), style)).append('\n');
    }
    return text.toString();
  }

  /** What has no name is called by its id. */
  private String name() {
    String name = doc.text("name") == null ? doc.text("id") : doc.text("name");
    return name == null ? "without a name" : Plain.line(name);
  }

  private List<String> lines(String field) {
    return doc.get(field) instanceof Doc object ? Yaml.write(object).lines().toList() : List.of();
  }

  private static Color color(String line) {
    if (line.startsWith("---") || line.startsWith("+++")) {
      return Color.BOLD;
    }
    return switch (line.charAt(0)) {
      case '-' -> Color.RED;
      case '+' -> Color.GREEN;
      case '@' -> Color.CYAN;
      default -> Color.PLAIN;
    };
  }

  private static String painted(String text, Color color, Style style) {
    return style.colors() ? color.before() + text + color.after() : text;
  }
}
