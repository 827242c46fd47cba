package org.perfectstorm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

class YamlTest {
  @Test
  void readsTheTypesOfJson() {
    assertThat(
            value(
                """
                s: text
                quoted: '5'
                i: 5
                hex: 0x1f
                long: 5000000000
                huge: 99999999999999999999
                d: 5.7
                t: true
                n: null
                nothing:
                tilde: ~
                yes: yes
                date: 2018-05-01
                port: 80:80
                list: [1, a, {b: c}]
                empty: {}
                1: number
                """))
        .isEqualTo(
            Doc.of(
                "s",
                "text",
                "quoted",
                "5",
                "i",
                5,
                "hex",
                31,
                "long",
                5000000000L,
                "huge",
                Decimal128.parse("99999999999999999999"),
                "d",
                5.7,
                "t",
                true,
                "n",
                null,
                "nothing",
                null,
                "tilde",
                null,
                "yes",
                "yes",
                "date",
                "2018-05-01",
                "port",
                "80:80",
                "list",
                Arr.of(1, "a", Doc.of("b", "c")),
                "empty",
                Doc.EMPTY,
                "1",
                "number"));
  }

  @Test
  void readsSeveralDocumentsAndAliases() {
    assertThat(Yaml.read("f", "a: &x [1]\nb: *x\n---\n---\n- c\n...\n").stream())
        .extracting(YamlDocument::value)
        .containsExactly(Doc.of("a", Arr.of(1), "b", Arr.of(1)), Arr.of("c"));
    assertThat(Yaml.read("f", "# nothing\n")).isEmpty();
  }

  @Test
  void knowsWhereEverythingIs() {
    YamlDocument document =
        Yaml.read(
                "frontend.yaml",
                """
                # first
                group:
                  name: x
                  query:
                    $or:
                      - a: {$exits: 1}
                      - b: 2
                """)
            .getFirst();
    assertThat(
            document.mistake(List.of("group", "query", "$or", "0", "a", "$exits"), "no").toString())
        .isEqualTo("frontend.yaml:6:13: group.query.$or[0].a.$exits: no");
    assertThat(document.mistake(List.of("group", "services"), "needed"))
        .isEqualTo(new Mistake("frontend.yaml", 2, 1, List.of("group", "services"), "needed"));
    assertThat(document.place().at(List.of("group", "query", "$or", "1", "b")))
        .extracting(Place::line, Place::column)
        .containsExactly(7, 9);
  }

  @Test
  void readsJsonAsJson() {
    String text =
        "\n{\n\t\"a\u007f\ufffe\": [1, \"\u0001\"],\n\t\"" + "k".repeat(2000) + "\": {\"x\": 2}}";
    String json = text.replace("\u0001", "\\u0001");
    YamlDocument document = Yaml.read("f.json", json).getFirst();
    assertThat(document.value())
        .isEqualTo(Doc.of("a\u007f\ufffe", Arr.of(1, "\u0001"), "k".repeat(2000), Doc.of("x", 2)));
    assertThat(document.mistake(List.of("a\u007f\ufffe", "1"), "no"))
        .extracting(Mistake::line, Mistake::column)
        .containsExactly(3, 13);
    assertThat(document.mistake(List.of("k".repeat(2000), "x"), "no"))
        .extracting(Mistake::line, Mistake::column)
        .containsExactly(4, 2007);
  }

  @Test
  void placesInJsonAreThoseOfYaml() {
    String text = "{\"group\": {\n  \"query\": {\"$or\": [{\"a\": 1}, [2, {}]]}},\n \"b\": null}";
    assertThat(Yaml.read("f", text).getFirst().place())
        .isEqualTo(new YamlReader("f", text).documents().getFirst().place());
  }

  @Test
  void saysAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                Yaml.read(
                    "f.yaml",
                    """
                    a: 1
                    b:
                      c: .inf
                      d: !!binary aGk=
                      e: *nobody
                    a: 2
                    <<: {x: 1}
                    [k]: 1
                    """))
        .isInstanceOf(TextException.class)
        .hasMessage(
            """
            f.yaml:3:6: b.c: no JSON form of the number .inf
            f.yaml:4:6: b.d: the tag !!binary is not supported
            f.yaml:5:6: b.e: nothing above is marked &nobody (a mark cannot hold itself)
            f.yaml:6:1: "a" stands in line 1 already
            f.yaml:7:1: merging with << is not supported: write the keys out
            f.yaml:8:1: a key must be a string\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a:\n\tb: 1'|f:2:1: a: a tab cannot indent YAML: use blanks",
        "'a: b: c'|f:1:5: mapping values are not allowed here",
        "'a: [1, 2'|f:1:9: a: expected ',' or ']', but got <stream end>",
        "'a: ''x'|f:1:6: a: found unexpected end of stream",
        "'a: &x [*x]'|f:1:8: a[0]: nothing above is marked &x (a mark cannot hold itself)",
        "'a: !foo x'|f:1:4: a: the tag !foo is not supported",
        "'a: !!int x'|f:1:4: a: not a number that can be kept: x",
        "'a: !!bool x'|f:1:4: a: expected true or false",
        "'a: !!map [1]'|f:1:4: a: the tag !!map is not supported here",
        "'a: 1\u0000'|f:1:5: YAML has no character U+0000; in double quotes it is \\u0000",
        "'a: 1\nb: é\uD83D\uDD71\uFFFE'|f:2:6: YAML has no character U+FFFE",
        "'{\"a\": 1, \"a\": 2}'|f:1:10: \"a\" stands in line 1 already",
        "'{\"a\": 1e400}'|f:1:7: a: no JSON form of the number 1e400",
        "'[{\"a\": 1},'|f:1:11: expected the node content",
      })
  void saysWhereItStopsBeingYaml(String text, String message) {
    assertThatThrownBy(() -> Yaml.read("f", text))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void isNotBlownUp() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(9) + alias + "]\n");
    }
    assertThatThrownBy(() -> Yaml.read("f", bomb.toString()))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("more than 1000000 values");
    assertThatThrownBy(() -> Yaml.read("f", "[".repeat(100_000)))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("nested deeper than 100 levels");
    assertThatThrownBy(() -> Yaml.read("f", "{a: ".repeat(200))).isInstanceOf(TextException.class);
  }

  @Test
  void writesAsPeopleDo() {
    String text =
        """
        name: redis
        query:
          image:
            $regex: 'redis:.*'
        include: []
        options: {}
        content: |
          - service create
              -p 80:80
        script: |-
          a

          b
        services:
          - name: rpc
            port: 8300
          - name: http
            port: 8500
        version: '5.7'
        image: nginx:latest@sha256:abc
        address: 10.0.0.1:80
        port: 80/tcp
        date: '2018-05-01T10:00:00Z'
        no: 'no'
        flag: true
        nothing: null
        empty: ''
        quote: it's
        tab: "a\\tb"
        matrix:
          - - 1
            - 2
          - []
        """;
    assertThat(Yaml.write(value(text))).isEqualTo(text.replace("no: 'no'", "'no': 'no'"));
  }

  @Test
  void paints() {
    assertThat(
            Yaml.write(Doc.of("a", 1, "b", Arr.of("x")), new Paint("<k>", "</k>", "<s>", "</s>")))
        .isEqualTo(
            """
            <k>a</k>: <s>1</s>
            <k>b</k>:
              - <s>x</s>
            """);
  }

  private static Object value(String text) {
    return Yaml.read("test", text).getFirst().value();
  }
}
