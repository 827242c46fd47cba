package org.perfectstorm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.types.Decimal128;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What is written is read back the same, and no text does worse than be refused. */
class YamlProperties {
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\n",
          "\n\n",
          " \n",
          "a\n",
          "a\n\n",
          "\na",
          " a\nb",
          "a\n b\n",
          "a \n b",
          "\ta\nb",
          "a\n\t\nb",
          "-",
          "- a",
          "-a",
          "---",
          "--- a",
          "...",
          "?",
          "? a",
          ":",
          ": a",
          "a: b",
          "a:",
          "a #b",
          "#",
          "null",
          "~",
          "True",
          "NO",
          "y",
          "1",
          "-1",
          "+1",
          "1.",
          ".5",
          "1e3",
          "1e",
          "0x1F",
          "0o7",
          "017",
          "1_000",
          "1:30",
          "1:30.5",
          ".inf",
          "-.INF",
          ".NaN",
          "<<",
          "=",
          "2018-05-01",
          "12e4",
          "4e12ab",
          "[",
          "{",
          "}",
          "a,b",
          "'",
          "\"",
          "it's",
          "%a",
          "@a",
          "`",
          "&a",
          "*a",
          "!a",
          "|",
          ">",
          "\\",
          "a\\nb",
          "\r",
          "a\r\nb",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u0000",
          "\u007f",
          "\ud83d\udd71",
          "\ud83c\udf29 storm",
          "é",
          "a\u00a0b",
          "\ufffd");

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBack(@ForAll("values") Object value) {
    String text = Yaml.write(value);
    assertThat(Yaml.read("f", text + "---\nend\n"))
        .extracting(YamlDocument::value)
        .as(text)
        .containsExactly(value, "end");
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void jsonIsReadAsWhatItIs(@ForAll("values") Object value) {
    String text = Json.text(value);
    if (value instanceof Doc || value instanceof Arr) {
      assertThat(Yaml.read("f", text).getFirst().value()).isEqualTo(Json.read(text));
    }
  }

  @Property(tries = 2000)
  void anyTextIsReadOrRefused(@ForAll("texts") String text) {
    try {
      Yaml.read("f", text).forEach(document -> Yaml.write(document.value()));
    } catch (TextException e) {
      assertThat(e.mistakes()).isNotEmpty();
      assertThat(e.getMessage()).startsWith("f:");
    }
  }

  @Example
  void longKeys() {
    Doc doc = Doc.of("k".repeat(5000), Doc.of("x\n".repeat(600), "v"));
    assertThat(Yaml.read("f", Yaml.write(doc)).getFirst().value()).isEqualTo(doc);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(NASTY)
        .list()
        .ofMaxSize(12)
        .flatMap(
            parts -> Arbitraries.of("", " ", "\n", "\n  ").map(glue -> String.join(glue, parts)));
  }

  @Provide
  Arbitrary<Object> values() {
    return values(3);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            strings().map(text -> text),
            Arbitraries.integers().map(number -> number),
            Arbitraries.longs().filter(number -> number != number.intValue()).map(number -> number),
            Arbitraries.doubles().ofScale(10).map(number -> number),
            Arbitraries.of(
                true,
                false,
                1e300,
                -0.0,
                4.9e-324,
                Decimal128.parse("18446744073709551615"),
                Doc.EMPTY,
                Arr.EMPTY));
    Arbitrary<Object> leaf = leaves.injectNull(0.1);
    if (depth == 0) {
      return leaf;
    }
    // Bounded: values that hold values that hold ... would grow without end.
    return Arbitraries.oneOf(
        leaf,
        values(depth - 1).list().ofMaxSize(4).map(list -> (Object) Arr.from(list)),
        Arbitraries.maps(strings(), values(depth - 1))
            .ofMaxSize(4)
            .map(map -> (Object) Doc.from(map)));
  }

  private static Arbitrary<String> strings() {
    return Arbitraries.oneOf(
        Arbitraries.of(NASTY),
        Arbitraries.of(NASTY).list().ofMaxSize(4).map(parts -> String.join("", parts)),
        Arbitraries.strings().withChars("ab01 :#-?.,\n\t'\"[]{}&*!|>%@é").ofMaxLength(12),
        Arbitraries.strings().ofMaxLength(8).filter(YamlProperties::whole));
  }

  /** Halves of surrogate pairs have no form in UTF-8 and are never in a value. */
  private static boolean whole(String text) {
    return !text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
