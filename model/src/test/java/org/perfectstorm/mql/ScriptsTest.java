package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.perfectstorm.mql.expr.Expression;

/** Runs the scripts in this package's resources. */
class ScriptsTest {
  private static final java.nio.file.Path DOCUMENTATION =
      java.nio.file.Path.of("..", "docs", "queries.md");

  static final List<String> NAMES =
      List.of(
          "comparison.mql",
          "logical.mql",
          "paths.mql",
          "arrays.mql",
          "values.mql",
          "regex.mql",
          "schema.mql",
          "expressions.mql");

  @TestFactory
  Stream<DynamicTest> scripts() {
    return NAMES.stream().flatMap(name -> tests(name, Script.named(name)));
  }

  /** The examples of docs/queries.md are true. */
  @TestFactory
  Stream<DynamicTest> documentation() throws IOException {
    return tests("queries.md", Script.inMarkdown(Files.readString(DOCUMENTATION)));
  }

  private static Stream<DynamicTest> tests(String name, Script script) {
    return script.cases().stream()
        .map(
            test ->
                DynamicTest.dynamicTest(name + ":" + test.line() + " " + test.text(), test::check));
  }

  @Test
  void everyOperatorHasACase() {
    List<String> operators = new ArrayList<>(Operators.NAMES);
    operators.addAll(Expression.operators());
    List<Script> scripts = NAMES.stream().map(Script::named).toList();
    assertThat(operators)
        .allSatisfy(operator -> assertThat(scripts).anyMatch(script -> script.mentions(operator)));
  }
}
