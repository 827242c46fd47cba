package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** Whatever the text, it says what the real parser says: the same value, or the same complaint. */
class QuickJsonProperties {
  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void readsWhatJsonWrites(@ForAll("values") Object value) {
    byte[] json = Json.bytes(value);
    assertThat(QuickJson.read(json)).isEqualTo(Json.read(json));
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void agreesWithJsonOnAnything(@ForAll("texts") byte[] text) {
    assertThat(outcome(text, true))
        .as(new String(text, StandardCharsets.ISO_8859_1))
        .isEqualTo(outcome(text, false));
  }

  private static Object outcome(byte[] text, boolean quick) {
    try {
      return quick ? QuickJson.read(text) : Json.read(text);
    } catch (JsonException e) {
      return "refused: " + e.getMessage();
    }
  }

  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"a\":",
            "{\"a\":1}",
            "[1]",
            "1",
            "-1",
            "01",
            "-",
            "1.5",
            "1e3",
            "-0",
            "0",
            "123456789012345678",
            "1234567890123456789",
            "99999999999999999999",
            "true",
            "false",
            "null",
            "nul",
            "tru",
            " ",
            "\n",
            "\t",
            "\"\\n\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\udd71\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\\u00g0\"",
            "\"é\"",
            "\"\ufffd\"",
            "\"\u0001\"",
            "\"\u0000\"",
            "\\",
            "NaN",
            "//",
            "\ufeff",
            "{}",
            "[]",
            "[[[[",
            "]]]]");
    return Arbitraries.oneOf(
        parts
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(6),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(4).map(bytes -> quoted(bytes)));
  }

  private static byte[] quoted(byte[] bytes) {
    byte[] text = new byte[bytes.length + 2];
    text[0] = '"';
    System.arraycopy(bytes, 0, text, 1, bytes.length);
    text[text.length - 1] = '"';
    return text;
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> strings =
        Arbitraries.strings()
            .ofMaxLength(8)
            .filter(text -> text.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff));
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            strings.map(text -> text),
            Arbitraries.integers().map(number -> number),
            Arbitraries.longs().map(number -> number),
            Arbitraries.doubles().map(number -> number),
            Arbitraries.of(true, false));
    for (int depth = 0; depth < 3; depth++) {
      Arbitrary<Object> inner = values.injectNull(0.05);
      values =
          Arbitraries.oneOf(
              inner,
              inner.list().ofMaxSize(3).map(list -> (Object) Arr.from(list)),
              Arbitraries.maps(strings, inner).ofMaxSize(3).map(map -> (Object) Doc.from(map)));
    }
    return values;
  }
}
