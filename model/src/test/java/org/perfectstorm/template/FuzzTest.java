package org.perfectstorm.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perfectstorm.value.Doc;

/** Whatever comes in: a text comes out, or a TemplateException; never more than the limits. */
class FuzzTest {
  private static final Limits SMALL = new Limits(5000, 20_000, 50_000, 200, 50);

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "x",
          3,
          "s",
          "a b,c",
          "l",
          List.of(3, 1, 2, "z"),
          "d",
          Doc.of("a", 1, "b", List.of("q")),
          "rs",
          Nodes.of(Doc.of("id", "res-1", "names", List.of("n1"), "n", 1)));

  private static void check(String template) {
    try {
      assertThat(Template.compile(template).render(VARIABLES, SMALL))
          .hasSizeLessThanOrEqualTo(5000);
    } catch (TemplateException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain(Template.OWN_FAULT);
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
    }
  }

  @Property
  void anyString(@ForAll String template) {
    check(template);
  }

  @Property
  void anyStringInTags(@ForAll String inside) {
    check("{{ " + inside + " }}");
    check("{% " + inside + " %}");
    check("% " + inside);
  }

  @Property(tries = 2000)
  void piecesOfTemplates(@ForAll("pieces") String template) {
    check(template);
  }

  @Property(tries = 2000)
  void piecesOfExpressions(@ForAll("expressions") String expression) {
    check("{{ " + expression + " }}");
  }

  /** Every filter, test and method, with values that it may not expect. */
  @Property(tries = 2000)
  void operationsOnAnything(
      @ForAll("values") String value,
      @ForAll("names") String name,
      @ForAll("values") String first,
      @ForAll("values") String second) {
    for (String arguments : List.of("", first, first + "," + second)) {
      String call = arguments.isEmpty() ? "" : "(" + arguments + ")";
      switch (name.charAt(0)) {
        case '|' -> check("{{ (" + value + ")" + name + call + " }}");
        case '.' -> check("{{ (" + value + ")" + name + "(" + arguments + ") }}");
        default -> check("{{ (" + value + ") is " + name + call + " }}");
      }
    }
  }

  @Property(tries = 1500)
  void operatorsOnAnything(
      @ForAll("values") String a,
      @ForAll("operators") String operator,
      @ForAll("values") String b) {
    check("{{ " + a + " " + operator + " " + b + " }}");
    check("{{ (" + a + ")[" + b + ":" + b + "] }}{{ (" + a + ")[" + b + "] }}");
  }

  @Property(tries = 1500)
  void formatsOfAnything(@ForAll("formats") String format, @ForAll("values") String value) {
    check("{{ '%" + format + "' % (" + value + ") }}");
    check("{{ '{" + format + "}'.format(" + value + ") }}");
    check("{{ '{:" + format + "}'.format(" + value + ") }}");
  }

  private static Arbitrary<String> joined(Arbitrary<String> piece, int most) {
    return piece.list().ofMinSize(1).ofMaxSize(most).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "none",
        "true",
        "0",
        "1",
        "-1",
        "7",
        "2.5",
        "-0.0",
        "1e308",
        "1e308 * 10",
        "2 ** 70",
        "''",
        "'a'",
        "'a b,c'",
        "'😀é'",
        "'%s'",
        "'{}'",
        "[]",
        "[1]",
        "[3, 'a', none]",
        "[[1, 2]]",
        "(1, 2)",
        "()",
        "{}",
        "{'a': 1}",
        "{1: [2]}",
        "range(3)",
        "x",
        "s",
        "l",
        "d",
        "rs",
        "rs[0]",
        "nope",
        "d.keys()",
        "d.items()",
        "l|map('string')",
        "namespace(a=1)",
        "range",
        "'a'.upper",
        "rs|first",
        "cycler(1)",
        "joiner()",
        "99999",
        "-99999",
        "'a' if false");
  }

  @Provide
  Arbitrary<String> names() {
    List<String> all = new java.util.ArrayList<>();
    Filters.ALL.names().forEach(name -> all.add("|" + name));
    Checks.ALL.names().stream()
        .filter(name -> Character.isLetter(name.charAt(0)))
        .forEach(all::add);
    for (Operations methods :
        List.of(StringMethods.ALL, ListMethods.LIST, DictMethods.ALL, NumberMethods.INT)) {
      methods.names().forEach(name -> all.add("." + name));
    }
    return Arbitraries.of(all);
  }

  @Provide
  Arbitrary<String> operators() {
    return Arbitraries.of(
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "**",
        "~",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "in",
        "not in",
        "and",
        "or",
        "is eq",
        "is sameas",
        "if",
        ",");
  }

  @Provide
  Arbitrary<String> formats() {
    return joined(
        Arbitraries.of(
            "d",
            "s",
            "f",
            "g",
            "e",
            "x",
            "5",
            "0",
            ".",
            "3",
            "+",
            "-",
            " ",
            "#",
            "*",
            "(a)",
            "%",
            "{",
            "}",
            "[",
            "]",
            "!r",
            ":",
            "<",
            "^",
            "=",
            ",",
            "_",
            "c",
            "b",
            "n",
            "99999999",
            ".a",
            "[0]"),
        5);
  }

  @Provide
  Arbitrary<String> pieces() {
    return joined(
        Arbitraries.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-",
            "+",
            "\n",
            " ",
            "%",
            "##",
            "% ",
            "{% if x %}",
            "{% endif %}",
            "{% else %}",
            "{% for i in l %}",
            "{% endfor %}",
            "{% set y = x %}",
            "{% macro m(a) %}",
            "{% endmacro %}",
            "{{ m(1) }}",
            "{% call m() %}",
            "{% endcall %}",
            "{% raw %}",
            "{% endraw %}",
            "{{ x }}",
            "{{ loop.index }}",
            "{% filter upper %}",
            "{% endfilter %}",
            "{% set z %}",
            "{% endset %}",
            "{% do l %}",
            "a",
            "{{ caller() }}",
            "% for i in d",
            "% endfor",
            "{% with x = 1 %}",
            "{% endwith %}",
            "\r\n",
            "\"",
            "'"),
        12);
  }

  @Provide
  Arbitrary<String> expressions() {
    return joined(
        Arbitraries.of(
            "x", "s", "l", "d", "rs", " ", "1", "2.5", "'a'", "+", "-", "*", "**", "//", "%", "~",
            "|", "upper", "list", "map", "(", ")", "[", "]", "{", "}", ":", ",", ".", " if ",
            " else ", " is ", " not ", " in ", " and ", "==", "<", "a", "=", "join", "sort",
            "first", "loop", "none", "true", "range", "format", "\\", "\""),
        12);
  }
}
