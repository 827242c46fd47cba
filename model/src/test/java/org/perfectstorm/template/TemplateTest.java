package org.perfectstorm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ x }} {{ y.z }} # x y",
        "{{ x|default(1) }} #",
        "{{ x|default(y) }} #",
        "{{ x|default(1) }}{{ x }} # x",
        "{% if x is defined %}{{ x }}{% endif %} #",
        "{{ x.y|default(1) }} # x",
        "{% set x = 1 %}{{ x }} #",
        "{{ x }}{% set x = 1 %} # x",
        "{% if a %}{% set x = 1 %}{% endif %}{{ x }} # a x",
        "{% if a %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }} # a",
        "{% for i in xs if i > n %}{{ i }}{{ loop.index }}{{ j }}{% endfor %} # j n xs",
        "{% for i in xs %}{% endfor %}{{ i }} # i xs",
        "{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{{ varargs }}{% endmacro %}{{ m(1) }} # c d",
        "{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }} #",
        "{% with a = b %}{{ a }}{% endwith %}{{ a }} # a b",
        "{% set x %}{{ y }}{% endset %}{{ x }} # y",
        "{% filter replace(a, b) %}{{ c }}{% endfilter %} # a b c",
        "{% call(u) m(v) %}{{ u }}{{ w }}{% endcall %} # m v w",
        "{{ range(3) }}{{ dict(a=1) }}{{ namespace() }} #",
        "{% set ns = namespace() %}{% set ns.a = b %}{% set q.a = 1 %} # b q",
        "{{ f(a, k=b, *c, **d)[e:g] if h else [i, {j: k}] }} # a b c d e f g h i j k",
        "{{ 'x' in y and not z or -w ~ v == u }} # u v w y z",
        "{% raw %}{{ x }}{% endraw %} #",
      })
  void namesWhatItNeeds(String template, String names) {
    List<String> expected = names == null ? List.of() : List.of(names.split(" "));
    assertThat(Template.compile(template).names()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "`a^b {{ x }}` # 2 # 6 # `'x' is undefined`",
        "`a^^  {{ 1 + x }}` # 3 # 8 # `'x' is undefined`",
        "`{% if true %}^"
            + "  {{ d.a.b }}^"
            + "{% endif %}` # 2 # 8 # `'dict object' has no attribute 'a'`",
        "`é😀{{ 1 / 0 }}` # 1 # 8 # `division by zero`",
        "`a^b^{{ x }}` # 3 # 4 # `'x' is undefined`",
        "`% for i in [1]^"
            + "% if i^"
            + "{{ i.x }}^"
            + "% endif^"
            + "% endfor` # 3 # 6 # `'int object' has no attribute 'x'`",
        "`a^"
            + "{% if x %}` # 2 # 4 # `Unexpected end of template: 'if' is not closed; looking for"
            + " 'elif' or 'else' or 'endif'`",
        "`{{ 'a'|upper|lowr }}` # 1 # 14 # `No filter named 'lowr'; did you mean 'lower'?`",
        "`{{ [1]|map('x')|list }}` # 1 # 8 # `No filter named 'x'`",
      })
  void saysWhere(String template, int line, int column, String reason) {
    assertThatThrownBy(
            () -> Template.compile(template.replace('^', '\n')).render(Map.of("d", Map.of())))
        .isInstanceOfSatisfying(
            TemplateException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
              assertThat(e).hasMessage("line " + line + ", column " + column + ": " + reason);
            });
  }

  @Test
  void theAnnouncementsProcedures() {
    String content =
        """
        - service create --name mysql -p 3306:3306
            -e MYSQL_DATABASE=messaging -e MYSQL_USER=messaging
            mysql:{{ MYSQL_VERSION }} --server-id={{ SERVER_ID }} --log-bin=mysql-bin
        """;
    Template template = Template.compile(content);
    assertThat(template.names()).containsExactlyInAnyOrder("MYSQL_VERSION", "SERVER_ID");
    assertThat(template.render(Map.of("MYSQL_VERSION", "5.7", "SERVER_ID", "1")))
        .isEqualTo(
            """
            - service create --name mysql -p 3306:3306
                -e MYSQL_DATABASE=messaging -e MYSQL_USER=messaging
                mysql:5.7 --server-id=1 --log-bin=mysql-bin\
            """);
  }

  @Test
  void manyThreadsRenderOneTemplate() throws Exception {
    Template template =
        Template.compile(
            "{% set l = [] %}{% for i in range(n) %}{% do l.append(i) %}{% endfor %}{{ l|sum }}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> results =
          IntStream.range(0, 200)
              .mapToObj(n -> threads.submit(() -> template.render(Map.of("n", n))))
              .toList();
      for (int n = 0; n < results.size(); n++) {
        assertThat(results.get(n).get()).isEqualTo(String.valueOf(n * (n - 1) / 2));
      }
    }
  }
}
