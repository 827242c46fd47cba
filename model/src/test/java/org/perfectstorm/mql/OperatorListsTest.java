package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What else lists the operators has all of them, and no other. */
class OperatorListsTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void thePageCompletesAllOperators() throws IOException {
    assertThat(found("ui/src/parts/completion.ts", "\\['(\\$\\w+)', '[^']+']"))
        .isEqualTo(operators());
  }

  @Test
  void theManualNamesAllOperators() throws IOException {
    assertThat(found("docs/queries.md", "`(\\$\\w+)`")).containsAll(operators());
  }

  private static Set<String> operators() {
    Set<String> all = new TreeSet<>(Query.operators());
    all.addAll(Query.connectives());
    return all;
  }

  private static Set<String> found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
