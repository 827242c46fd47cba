package org.perfectstorm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Doc;

/** What a hostile template tries; all of it must end soon, in little memory, with a clear error. */
class LimitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'x' * 10 ** 9 }}",
        "{{ 'x' * 10 ** 30 }}",
        "{{ [1] * 10 ** 9 }}",
        "{{ (1,) * 10 ** 9 }}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ 99 ** 99999999 }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }}{% endfor %}",
        "{% set l = [1] %}{% for x in l %}{% do l.append(1) %}{% endfor %}",
        "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor"
            + " %}",
        "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor"
            + " %}",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor"
            + " %}",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor"
            + " %}{{ n.s }}",
        "{% set n = namespace(s=(1,)) %}{% for i in range(99) %}{% set n.s = (n.s, n.s) %}{% endfor"
            + " %}{{ {n.s: 1} }}",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor"
            + " %}{{ n.s|tojson }}",
        "{% set a = namespace(s=[1]) %}{% set b = namespace(s=[1]) %}{% for i in range(99) %}{% set"
            + " a.s = [a.s, a.s] %}{% set b.s = [b.s, b.s] %}{% endfor %}{{ a.s == b.s }}{{ a.s <"
            + " b.s }}",
        "{% set n = namespace(s=[]) %}{% for i in range(9999) %}{% set n.s = [n.s] %}{% endfor %}{{"
            + " n.s }}",
        "{% set n = namespace(s=[]) %}{% for i in range(9999) %}{% set n.s = [n.s] %}{% endfor %}{{"
            + " n.s|tojson }}",
        "{% set n = namespace(s=[1]) %}{% for i in range(9999) %}{% set n.s = n.s|map('string')"
            + " %}{% endfor %}{{ n.s|list }}",
        "{% set a = [] %}{% do a.append(a) %}{% set b = [] %}{% do b.append(b) %}{{ a == b }}",
        "{% set l = [] %}{% do l.append(l) %}{{ l|tojson }}",
        "{% set l = [] %}{% do l.append(l) %}{{ f(l) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(x) %}{{ x(x) }}{% endmacro %}{{ m(m) }}",
        "{% for x in [[]] recursive %}{{ loop([x]) }}{% endfor %}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%.999999999f' % 1 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '{:.999999999f}'.format(1.5) }}",
        "{{ '{:0999999999,}'.format(1) }}",
        "{{ 'x'.ljust(999999999) }}{{ 'x'.center(999999999) }}",
        "{{ 'x'|center(999999999) }}",
        "{{ 'x'.zfill(999999999) }}",
        "{{ '\\t\\t'.expandtabs(999999999) }}",
        "{{ 'x\\ny'|indent(999999999) }}",
        "{{ [1]|tojson(999999999) }}",
        "{{ [[[[1]]]]|tojson('x' * 9999999) }}",
        "{{ ('a' * 99999).replace('a', 'b' * 99999) }}",
        "{{ ('a' * 9999)|replace('', 'b' * 99999) }}",
        "{{ range(99999)|join('x' * 99999) }}",
        "{{ ('x' * 99999).join('y' * 99999) }}",
        "{{ ('x\\n' * 9999)|indent('y' * 99999) }}",
        "{{ ('x ' * 99999)|wordwrap(1, wrapstring='y' * 99999) }}",
        "{{ [1]|batch(999999999, 1)|list }}",
        "{{ [1]|slice(999999999)|list }}",
        "{{ range(10 ** 18) }}",
        "{{ range(-(10 ** 18), 10 ** 18) }}",
        "{% for i in range(99999) %}{{ range(99999)|last }}{{ range(99999)|sum }}{% endfor %}",
        "{% for i in range(99999) %}{{ f() }}{% endfor %}",
        "{% set d = {} %}{% for i in range(99999) %}{% do d.update({i: 'x' * 999}) %}{% endfor %}",
        "{% set n = namespace(s=2) %}{% for i in range(99999) %}{% set n.s = n.s * n.s %}{% endfor"
            + " %}",
        "{{ ('x' * 9999999)|urlencode|urlencode|urlencode }}",
        "{{ ('é' * 999999)|tojson|tojson|tojson|tojson|tojson|tojson|tojson }}",
        "{% set x %}{% for i in range(99999) %}{{ 'x' * 999 }}{% endfor %}{% endset %}",
        "{% for i in range(99999) %}{% set x = big.upper() %}{% endfor %}",
        "{% for i in range(99999) %}{% set x = big|length %}{% endfor %}",
        "{% for i in range(99999) %}{% set x = big == big2 %}{% endfor %}",
        "{% for i in range(99999) %}{% set x = 'z' in big %}{% endfor %}",
        "{% for i in range(99999) %}{% set x = big.count('z') %}{{ big.find('z') }}{% endfor %}",
        "{% for i in range(99999) %}{% set x = big[5] %}{{ big[-1] }}{% endfor %}",
        "{% for i in range(99999) %}{% set x = big is lower %}{{ big.isdigit() }}{% endfor %}",
      })
  void endsSoonWithAnError(String template) {
    TemplateObject f = new Silent();
    Map<String, Object> variables =
        Map.of("f", f, "big", "x".repeat(1_000_000), "big2", new String("x".repeat(1_000_000)));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> Template.compile(template).render(variables))
                .isInstanceOf(TemplateException.class)
                .message()
                .doesNotContain(Template.OWN_FAULT)
                .containsPattern("too (much|large|big|deeply|long)|Too many|Range too big"));
  }

  private static final class Silent implements TemplateObject {
    @Override
    public String kind() {
      return "silent";
    }

    @Override
    public Object call(List<?> arguments, Map<String, ?> named) {
      return null;
    }
  }

  @Test
  void everyLimitIsCounted() {
    assertLimit("{{ 'abcd' }}", new Limits(3, 100, 100, 100, 1), "the result is too long");
    assertLimit("{{ 1 }}{{ 2 }}{{ 3 }}", new Limits(99, 4, 100, 100, 1), "the limit is 4 steps");
    assertLimit("{{ 'ab' ~ 'cd' }}", new Limits(99, 100, 3, 100, 1), "3 characters of text");
    assertLimit("{{ [[[[1]]]] }}", new Limits(99, 100, 100, 4, 1), "more than 4 levels");
    assertLimit("{{ f() }}{{ f() }}", new Limits(99, 100, 100, 100, 1), "the limit is 1 calls");
  }

  private static void assertLimit(String template, Limits limits, String message) {
    assertThatThrownBy(() -> Template.compile(template).render(Map.of("f", new Silent()), limits))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNeededFits() {
    List<Doc> many =
        java.util.stream.IntStream.range(0, 10_000)
            .mapToObj(i -> Doc.of("id", "res-" + i, "names", List.of("n" + i), "n", i % 7))
            .toList();
    String template =
        "{% for r in rs|selectattr('n', 'eq', 3)|sort(attribute='id') %}"
            + "- service create --name {{ r.names[0]|shquote }}\n{% endfor %}";
    assertThat(Template.compile(template).render(Map.of("rs", many)).lines()).hasSize(1429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{1:", "-", "not ", "x[", "f(", "x if ", "x|f(", "+", "{'a':"})
  void compilingIsBoundedToo(String piece) {
    assertCompiles(piece, "{{ " + piece.repeat(50_000));
    assertCompiles(piece, "{{ " + piece.repeat(50_000) + "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " + 1",
        " ** 1",
        "|upper",
        ".a",
        "[0]",
        "()",
        " and 1",
        " ~ 1",
        " < 1",
        " is odd",
        ", 1",
        " if 1 else 1",
        " or not 1",
        "|d(1)",
        " - -1",
      })
  void longExpressionsAreBounded(String piece) {
    assertCompiles(piece, "{{ 1" + piece.repeat(50_000) + " }}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if 1 %}",
        "{% for x in y %}",
        "{% macro m() %}",
        "{% set x %}",
        "{% filter upper %}",
        "{% call m() %}",
        "{% with %}",
        "{# ",
        "{% raw %}",
        "% if 1\n",
        "{%",
        "{{",
        "{#-",
        "##",
        "\n",
        " ",
        "\n %",
        "{% if 1 %}{% else %}{% endif %}",
      })
  void deepTemplatesAreBounded(String piece) {
    assertCompiles(piece, piece.repeat(20_000));
  }

  /** Whether it is a template does not matter here, only how it ends. */
  private static void assertCompiles(String piece, String template) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            Template.compile(template).render(Map.of());
          } catch (TemplateException e) {
            assertThat(e).as(piece).message().doesNotContain(Template.OWN_FAULT);
          }
        });
  }

  @Test
  void tooLongATemplateIsRefused() {
    assertThatThrownBy(() -> Template.compile("x".repeat(2_000_000)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("longer than 1048576 characters");
  }
}
