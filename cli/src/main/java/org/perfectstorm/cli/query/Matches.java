package org.perfectstorm.cli.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.mql.ExtendedJson;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** Finds documents in files, and prints them in the form in which they stand there. */
final class Matches {
  private final Terminal terminal;
  private final Predicate<Doc> wanted;
  private final boolean countOnly;
  private int found;

  Matches(Terminal terminal, Predicate<Doc> wanted, boolean countOnly) {
    this.terminal = terminal;
    this.wanted = wanted;
    this.countOnly = countOnly;
  }

  /** Goes through a file: JSON lines if it begins with a brace, else a JSON array or YAML. */
  void among(String file, InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 1;
    String line = reader.readLine();
    while (line != null && line.isBlank()) {
      line = reader.readLine();
      number++;
    }
    if (line == null) {
      return;
    }
    if (!line.stripLeading().startsWith("{") || !isWhole(line)) {
      all(file, line + "\n" + rest(reader));
      return;
    }
    for (; line != null; line = reader.readLine(), number++) {
      if (!line.isBlank() && wants(file + ":" + number, line)) {
        print(line + "\n");
      }
    }
  }

  /** Says how many there were, if that was asked for; the exit code. */
  int end() {
    if (countOnly) {
      terminal.print(found + "\n");
    }
    return found > 0 ? 0 : 1;
  }

  private static boolean isWhole(String line) {
    try {
      return Json.read(line) instanceof Doc;
    } catch (JsonException e) {
      return false;
    }
  }

  private boolean wants(String place, String line) {
    try {
      return Json.read(line) instanceof Doc doc && wanted.test(ExtendedJson.decode(doc));
    } catch (JsonException e) {
      throw Failure.usage(place + ": " + e.getMessage());
    }
  }

  private void all(String file, String text) {
    try {
      if (text.startsWith("[") && Json.read(text) instanceof Arr elements) {
        for (Object element : elements) {
          if (element instanceof Doc doc && wanted.test(ExtendedJson.decode(doc))) {
            print(Json.text(doc) + "\n");
          }
        }
        return;
      }
    } catch (JsonException e) {
      // YAML's lists may begin with a bracket as well; it will say what is wrong otherwise.
    }
    try {
      for (YamlDocument document : Yaml.read(file, text)) {
        Arr elements = document.value() instanceof Arr arr ? arr : Arr.of(document.value());
        for (Object element : elements) {
          if (element instanceof Doc doc && wanted.test(ExtendedJson.decode(doc))) {
            print("---\n" + Yaml.write(doc));
          }
        }
      }
    } catch (TextException e) {
      throw Failure.usage(e.getMessage());
    }
  }

  private void print(String text) {
    found++;
    if (!countOnly) {
      terminal.print(text);
    }
  }

  private static String rest(BufferedReader reader) throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }
}
