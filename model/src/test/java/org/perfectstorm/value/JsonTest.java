package org.perfectstorm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void whatIsReadIsWrittenAgain() {
    String json =
        "{\"a\":1,\"b\":[1.5,null,true,\"é\\n"
            + "\"],\"c\":{},\"d\":18446744073709551615,\"e\":-9223372036854775808}";
    assertThat(Json.text(Json.read(json))).isEqualTo(json);
  }

  /** The texts that Python 3.6 gives for the same input. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| Expecting value: line 1 column 1 (char 0)",
        "hello| Expecting value: line 1 column 1 (char 0)",
        "{| Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "{'a': 1}| Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "{\"a\" 1}| Expecting ':' delimiter: line 1 column 6 (char 5)",
        "{\"a\":}| Expecting value: line 1 column 6 (char 5)",
        "{\"a\": 1 \"b\"}| Expecting ',' delimiter: line 1 column 9 (char 8)",
        "[1,]| Expecting value: line 1 column 4 (char 3)",
        "[1 2]| Expecting ',' delimiter: line 1 column 4 (char 3)",
        "\"abc| Unterminated string starting at: line 1 column 1 (char 0)",
        "{} x| Extra data: line 1 column 4 (char 3)",
        "01| Extra data: line 1 column 2 (char 1)",
        "NaN| Out of range float values are not JSON compliant: 'NaN'",
        "[-Infinity]| Out of range float values are not JSON compliant: '-Infinity'",
      })
  void refusesInPythonsWords(String json, String message) {
    assertThatThrownBy(() -> Json.read(json)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void refusesWhatIsTooDeepOrTooLarge() {
    assertThatThrownBy(() -> Json.read("[".repeat(5000) + "]".repeat(5000)))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.read("1e999")).hasMessage("Number out of range: 1e999");
    assertThatThrownBy(() -> Json.read("9".repeat(60))).hasMessageStartingWith("Number out of");
    assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void halvesOfSurrogatePairsCanBeWrittenAgain() {
    Object read = Json.read("[\"\\ud800x\",\"\\ud83d\\ude00\"]");
    assertThat(read).isEqualTo(Arr.of("\uFFFDx", "😀"));
    assertThat(Json.read(Json.bytes(read))).isEqualTo(read);
  }

  @Property
  void neverAnythingButAJsonException(@ForAll byte[] bytes) {
    try {
      Json.read(bytes);
    } catch (JsonException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  @Property
  void anyStringSurvives(@ForAll String text) {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(Json.read(Json.bytes(Doc.of(valid, valid)))).isEqualTo(Doc.of(valid, valid));
  }
}
