package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays terminal sessions ({@code *.session}) against a real stormd, and compares what is printed.
 *
 * <p>A line {@code $ stormctl ...} is run (words are split as a shell would), {@code $ write FILE}
 * writes the lines that follow it, up to the next blank line, into a file. The other lines are what
 * is printed, and below that the exit code if it is not 0: {@code [1]}. Ids are counted, so that
 * the same stands for the same; times are all one time; blanks at the end of lines are left off
 * ({@code StormctlTest} looks at those). {@code -Dgolden=write} writes what is printed into the
 * sessions, to be read in the diff.
 */
class AcceptanceTest {
  private static final Pattern ID = Pattern.compile("\\b[a-z]{3}-[0-9A-Za-z]{22}\\b");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");

  @TempDir Path folder;
  private RealStormd stormd;
  private String address;
  private final Map<String, String> ids = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    stormd = new RealStormd(folder.resolve("data"));
    address = stormd.address();
  }

  @AfterEach
  void stop() {
    stormd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups", "walk", "query", "waiting", "import", "application", "history"})
  void plays(String name) throws Exception {
    stormd.seed();
    String script;
    try (var in = AcceptanceTest.class.getResourceAsStream(name + ".session")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    StringBuilder played = new StringBuilder();
    List<String> lines = script.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        played.append(line).append('\n');
      } else if (line.startsWith("$ write ")) {
        played.append(line).append('\n');
        List<String> text = new ArrayList<>();
        for (i++; i < lines.size() && !lines.get(i).isEmpty(); i++) {
          text.add(lines.get(i));
          played.append(lines.get(i)).append('\n');
        }
        played.append('\n');
        Files.write(folder.resolve(line.substring(8)), text);
      } else if (line.startsWith("$ stormctl ")) {
        played.append(line).append('\n').append(run(line.substring(11)));
        // Its output, up to the next prompt, is compared as a whole.
        while (i + 1 < lines.size() && !isPrompt(lines.get(i + 1))) {
          i++;
        }
      } else {
        played.append(line).append('\n');
      }
    }
    if ("write".equals(System.getProperty("golden"))) {
      Path file = Path.of("src/test/resources/org/perfectstorm/cli", name + ".session");
      Files.writeString(file, played.toString());
    } else {
      assertThat(played.toString()).isEqualTo(script);
    }
  }

  private static boolean isPrompt(String line) {
    return line.startsWith("$ ") || line.startsWith("#");
  }

  private String run(String words) {
    Shell shell = new Shell(address);
    List<String> all = new ArrayList<>();
    Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(words);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      Path file = folder.resolve(word.replace('\0', '_'));
      all.add(
          word.matches(".*\\.(yaml|jsonl)") && Files.exists(file) ? file.toString() : known(word));
    }
    String printed = shell.run(all.toArray(new String[0]));
    String exit = shell.exitCode == 0 ? "" : "[" + shell.exitCode + "]\n";
    return forget(printed.replace(folder + "/", "")) + exit;
  }

  /** Real ids for counted ones. */
  private String known(String word) {
    String result = word;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      result = result.replace(id.getValue(), id.getKey());
    }
    return result;
  }

  /** Counted ids for real ones, and one time for all. */
  private String forget(String text) {
    String counted =
        ID.matcher(text).replaceAll(id -> ids.computeIfAbsent(id.group(), this::count));
    String timeless = TIME.matcher(counted).replaceAll("2026-01-01T00:00:00");
    return timeless.replace(address, "HOST:PORT").replaceAll("(?m) +$", "");
  }

  private String count(String id) {
    String kind = id.substring(0, 4);
    long before = ids.values().stream().filter(known -> known.startsWith(kind)).count();
    return kind + "%022d".formatted(before + 1);
  }
}
