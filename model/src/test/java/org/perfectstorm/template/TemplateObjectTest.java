package org.perfectstorm.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.value.Doc;

class TemplateObjectTest {
  private static final Nodes RESOURCES =
      Nodes.of(
          Doc.of("id", "res-1", "names", List.of("m1"), "cluster", "c", "host", "h1", "n", 1),
          Doc.of("id", "res-2", "names", List.of("a-2"), "cluster", "c", "host", "h2", "n", 2),
          Doc.of("id", "res-3", "names", List.of("a3"), "cluster", null, "host", "h3", "n", 3));

  private static final Doc NGINX = Doc.of("name", "nginx").with("members", RESOURCES);

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "resources", RESOURCES,
          "groups", Nodes.of(NGINX.with("names", List.of("nginx", "consul-servers"))),
          "target", Doc.of("id", "c", "names", List.of("default")));

  private static String render(String template) {
    return Template.compile(template).render(VARIABLES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ resources@length }}| 3",
        "{% for r in resources %}{{ r.id }} {% endfor %}| `res-1 res-2 res-3 `",
        "{{ resources[0].id }} {{ resources[-1].id }}| res-1 res-3",
        "{{ resources[1:]@map(attribute='host')@list }}| ['h2', 'h3']",
        "{{ resources['a-2'].id }} {{ resources['res-3'].host }} {{ resources.m1.id }}| res-2 h3"
            + " res-1",
        "{{ resources({'cluster': target.id})@map(attribute='host')@list }}| ['h1', 'h2']",
        "{{ resources({'cluster': none})@map(attribute='id')@join }}| res-3",
        "{{ resources({'n': 2})[0].id }}| res-2",
        "{{ resources({'cluster': 'c'})({'n': 2})@length }}| 1",
        "{{ groups.nginx.members({'n': 1})[0].id }}| res-1",
        "{{ groups['consul-servers'].members@map(attribute='n')@sum }}| 6",
        "{{ 'm1' in resources }} {{ 'nope' in resources }} {{ resources[0] in resources }}| True"
            + " False True",
        "{{ resources is sequence }} {{ resources is iterable }} {{ resources is callable }} {{"
            + " resources is mapping }}| True True True False",
        "{{ 'y' if resources({'n': 9}) else 'n' }}| n",
        "{{ resources@first == resources[0] }} {{ (resources@last).id }}| True res-3",
        "{{ resources@selectattr('n', 'gt', 1)@map(attribute='names.0')@sort@join(',') }}| a-2,a3",
        "{{ resources({'n': 9}) }}| []",
        "{{ resources({'n': 1})@tojson }}| [{`\"id\": \"res-1\", \"names\": [\"m1\"], \"cluster\":"
            + " \"c\", \"host\": \"h1\", \"n\": 1`}]",
        "{{ resources.m9@default('none') }}| none",
      })
  void behavesAsAList(String template, String expected) {
    assertThat(render(template.replace('@', '|'))).isEqualTo(expected.replace("`", ""));
  }

  @Test
  void misspeltNamesGetASuggestion() {
    assertThatThrownBy(() -> render("{{ groups.ngnix.name }}"))
        .hasMessage(
            "line 1, column 11: 'resources object' has no attribute 'ngnix'; did you mean"
                + " 'nginx'?");
  }

  @Test
  void whatTheObjectRefusesIsTheReason() {
    assertThatThrownBy(() -> render("a\n  {{ resources({'$exits': 1}) }}"))
        .isInstanceOfSatisfying(
            TemplateException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(6);
              assertThat(e.reason()).isEqualTo("unknown operator: $exits");
              assertThat(e).hasCauseInstanceOf(IllegalArgumentException.class);
            });
    assertThatThrownBy(() -> render("{{ resources() }}")).hasMessageContaining("takes one query");
    assertThatThrownBy(() -> render("{{ resources(nope) }}")).hasMessageContaining("undefined");
    assertThatThrownBy(() -> render("{{ resources({1: 2}) }}"))
        .hasMessageContaining("keys must be strings here, not 1");
    assertThatThrownBy(() -> render("{{ resources({'a': resources}) }}"))
        .hasMessageContaining("'resources' cannot stand in an argument");
  }

  @Test
  void argumentsAreValues() {
    List<Object> seen = new java.util.ArrayList<>();
    TemplateObject spy =
        new TemplateObject() {
          @Override
          public String kind() {
            return "spy";
          }

          @Override
          public Object call(List<?> arguments, Map<String, ?> named) {
            seen.addAll(arguments);
            seen.add(named);
            return Arrays.asList(1, null, Map.of("a", 2L));
          }
        };
    String template =
        "{{ f({'a': [1, 2.5, none, {'b': (1, 'x')}]}, range(2), 2 ** 40, k=true, o=f) }} {{ f }}";
    assertThat(Template.compile(template).render(Map.of("f", spy)))
        .isEqualTo("[1, None, {'a': 2}] <spy>");
    assertThat(seen)
        .containsExactly(
            Doc.of("a", Arrays.asList(1, 2.5, null, Doc.of("b", List.of(1, "x")))),
            List.of(0, 1),
            1L << 40,
            Map.of("k", true, "o", spy));
  }

  @Test
  void numbersOfAllKindsComeIn() {
    Map<String, Object> numbers =
        Map.of(
            "a",
            1,
            "b",
            2L,
            "c",
            new BigInteger("36893488147419103232"),
            "d",
            new Decimal128(1L << 40),
            "e",
            Decimal128.parse("1.5"),
            "f",
            1.5f);
    assertThat(Template.compile("{{ a + b }} {{ c }} {{ d }} {{ e }} {{ f }}").render(numbers))
        .isEqualTo("3 36893488147419103232 1099511627776 1.5 1.5");
  }

  @Test
  void javaObjectsAreRefused() {
    assertThatThrownBy(() -> Template.compile("{{ x }}").render(Map.of("x", Instant.EPOCH)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("a value of a kind that templates do not know: Instant");
    assertThatThrownBy(
            () -> Template.compile("{{ x.y }}").render(Map.of("x", Doc.of("y", new Object()))))
        .isInstanceOf(TemplateException.class);
    for (String name : List.of("getClass()", "class", "hashCode()", "elements", "call", "kind()")) {
      assertThatThrownBy(() -> render("{{ resources." + name + " }}"))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("has no attribute");
    }
  }

  @Test
  void whatTheCallerGaveStaysAsItIs() {
    List<Object> list = new java.util.ArrayList<>(List.of(1));
    String template = "{% set l = x|list %}{% do l.append(2) %}{{ l }}{{ x }}";
    assertThat(Template.compile(template).render(Map.of("x", list))).isEqualTo("[1, 2][1]");
    assertThat(list).containsExactly(1);
  }
}
