package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/api.md says is so. */
class DocumentationTest extends Conversation {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`]+)` \\|");
  private static final Pattern EXAMPLES = Pattern.compile("(?s)```console\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static String text() throws IOException {
    return Files.readString(Path.of("..", "docs", "api.md"));
  }

  @Test
  void theTableHasEveryRoute() throws IOException {
    List<String> rows =
        ROW.matcher(text()).results().map(row -> row.group(1) + " " + row.group(2)).toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            new Api(core)
                .routes().stream().map(route -> route.method() + " " + route.path()).toList());
  }

  @Test
  void theExamplesAreTrue() throws IOException {
    List<String> lines =
        EXAMPLES.matcher(text()).results().flatMap(block -> block.group(1).lines()).toList();
    assertThat(lines).hasSizeGreaterThan(10);
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i)).startsWith("$ curl -s ");
      String pattern =
          Pattern.compile("[^…]+")
              .matcher(lines.get(i + 1))
              .replaceAll(
                  part -> java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group())))
              .replace("…", ".*");
      assertThat(curl(lines.get(i).substring(2)).body()).as(lines.get(i)).matches(pattern);
    }
  }

  /** Does what this command line would do. */
  private Answer curl(String line) {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(DocumentationTest::word)
            .collect(Collectors.toCollection(ArrayList::new));
    String address = words.removeLast();
    assertThat(address).startsWith("http://localhost:28482");
    String path = address.substring("http://localhost:28482".length());
    String body = null;
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-s", "-G" -> {}
        case "--json" -> body = words.get(++i);
        case "--data-urlencode" -> {
          String[] parameter = words.get(++i).split("=", 2);
          path += "?" + parameter[0] + "=" + encoded(parameter[1]);
        }
        default -> throw new AssertionError("not understood: " + words.get(i));
      }
    }
    HttpRequest.Builder request = request(body == null ? "GET" : "POST", path, body);
    return send(request);
  }

  private static String word(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }
}
