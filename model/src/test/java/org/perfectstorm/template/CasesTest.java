package org.perfectstorm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that jinja2 judged; see src/test/judge/jinja. */
class CasesTest {
  static List<Case> syntax() throws IOException {
    return Case.read("syntax.cases");
  }

  static List<Case> expressions() throws IOException {
    return Case.read("expressions.cases");
  }

  static List<Case> filters() throws IOException {
    return Case.read("filters.cases");
  }

  static List<Case> methods() throws IOException {
    return Case.read("methods.cases");
  }

  @ParameterizedTest
  @MethodSource({"syntax", "expressions", "filters", "methods"})
  void rendersAsJudged(Case one) {
    String ours = one.parts().get("ours");
    String error =
        ours != null && ours.startsWith("error: ")
            ? ours.substring("error: ".length())
            : one.parts().get("error");
    if (error != null) {
      assertThatThrownBy(() -> Template.compile(one.template()).render(one.variables()))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining(error);
      return;
    }
    String expected = ours == null ? one.parts().get("output") : ours;
    assertThat(Template.compile(one.template()).render(one.variables())).isEqualTo(expected);
  }
}
