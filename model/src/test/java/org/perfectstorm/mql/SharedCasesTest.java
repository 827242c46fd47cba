package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Cases gathered from public suites, which lie beside the checkout and are not committed: {@code
 * ../shared/mql/cases.jsonl}.
 */
class SharedCasesTest {
  @Test
  void allCasesHold() throws IOException {
    Optional<Path> cases = cases();
    assumeTrue(cases.isPresent(), "no shared/mql/cases.jsonl beside the checkout: skipped");
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (String line : Files.readAllLines(cases.get())) {
      Doc test = Json.readDoc(line);
      count++;
      String complaint = complaint(test);
      if (complaint != null) {
        wrong.add(test.text("id") + " " + test.doc("query") + ": " + complaint);
      }
    }
    assertThat(count).isGreaterThan(1000);
    assertThat(wrong).isEmpty();
  }

  private static String complaint(Doc test) {
    List<Object> matching = new ArrayList<>();
    String error = null;
    try {
      Query query = Query.compile(test.doc("query"));
      Arr docs = test.arr("docs");
      for (int i = 0; i < docs.size(); i++) {
        if (query.check(ExtendedJson.decode((Doc) docs.get(i)))) {
          matching.add(i);
        }
      }
    } catch (QueryException e) {
      error = e.getMessage();
    }
    if (test.has("expected_error")) {
      return error != null ? null : "no error, but " + test.text("expected_error");
    }
    if (error != null) {
      return error;
    }
    return matching.equals(test.arr("expected"))
        ? null
        : matching + " instead of " + test.arr("expected");
  }

  private static Optional<Path> cases() {
    return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
        .map(at -> at.resolve("shared/mql/cases.jsonl"))
        .filter(Files::exists)
        .findFirst();
  }
}
