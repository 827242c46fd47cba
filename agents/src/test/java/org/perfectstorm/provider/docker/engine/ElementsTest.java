package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class ElementsTest {
  @Property(tries = 300)
  void cutsAsAParserDoes(
      @ForAll("objects") List<Doc> objects, @ForAll @IntRange(min = 1, max = 9) int step)
      throws IOException {
    byte[] json = Json.bytes(Arr.from(objects));
    assertThat(cut(new Trickle(json, step)).stream().map(Json::readDoc)).isEqualTo(objects);
  }

  /** Whatever is missing at the end, nobody takes the rest for the whole. */
  @Property(tries = 200)
  void neverTakesAPartForTheWhole(
      @ForAll("objects") List<Doc> objects, @ForAll @IntRange(min = 0, max = 1000) int missing) {
    byte[] json = Json.bytes(Arr.from(objects));
    int length = Math.max(0, json.length - 1 - missing);
    assertThatThrownBy(() -> cut(new ByteArrayInputStream(json, 0, length)))
        .isInstanceOf(IOException.class);
  }

  /** Whatever was read before: what is read now is what is there now. */
  @Property(tries = 500)
  @SuppressWarnings("ReferenceEquality")
  void readingAgainGivesWhatIsThere(
      @ForAll("unique") List<Doc> before,
      @ForAll("unique") List<Doc> now,
      @ForAll @IntRange(min = 1, max = 50) int step)
      throws IOException {
    Listing first = Listing.NONE.again(new Trickle(Json.bytes(Arr.from(before)), step), "ID");
    Listing second = first.again(new Trickle(Json.bytes(Arr.from(now)), step), "ID");
    assertThat(second.docs()).isEqualTo(now);
    assertThat(second == first).isEqualTo(before.equals(now));
    for (Doc doc : second.docs()) {
      int old = first.docs().indexOf(doc);
      assertThat(old < 0 || first.docs().get(old) == doc).as("the same object").isTrue();
    }
  }

  @Provide
  Arbitrary<List<Doc>> unique() {
    Arbitrary<Doc> doc =
        Combinators.combine(
                Arbitraries.integers().between(0, 9), Arbitraries.of("", "x", "\"}", "yy\\"))
            .as((id, text) -> Doc.of("ID", Integer.toString(id), "text", text));
    return doc.list().uniqueElements(d -> d.text("ID")).ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Doc>> objects() {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("ab\"\\{}[],: \n\u00e9\u4e16").ofMaxLength(12);
    return text.list()
        .ofMaxSize(3)
        .map(texts -> Doc.of("ID", Integer.toString(texts.size()), "a", texts, "b", Doc.EMPTY))
        .list()
        .ofMaxSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "{}", "\"[]\"", "[1]", "[{},]", "[{}{}]", "[{}] x", "[[]]", "["})
  void refuses(String json) {
    assertThatThrownBy(() -> cut(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsAnObjectLargerThanItsBuffer() throws IOException {
    String text = "x".repeat(300_000);
    byte[] json = Json.bytes(Arr.of(Doc.of("ID", "1"), Doc.of("ID", text), Doc.of("ID", "3")));
    assertThat(cut(new ByteArrayInputStream(json)))
        .containsExactly("{\"ID\":\"1\"}", "{\"ID\":\"" + text + "\"}", "{\"ID\":\"3\"}");
  }

  @Test
  void refusesAnObjectWithoutEnd() {
    byte[] large = new byte[Elements.LARGEST + (1 << 17)];
    Arrays.fill(large, (byte) ' ');
    large[0] = '[';
    large[1] = '{';
    assertThatThrownBy(() -> cut(new ByteArrayInputStream(large))).hasMessageContaining("16 MB");
  }

  private static List<String> cut(InputStream in) throws IOException {
    List<String> elements = new ArrayList<>();
    Elements.of(
        in,
        new Elements.Taker() {
          @Override
          public int expected() {
            return 0;
          }

          @Override
          public boolean isExpected(byte[] bytes, int offset, int length) {
            throw new AssertionError("nothing was expected");
          }

          @Override
          public void take(byte[] bytes, int offset, int length) {
            elements.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
          }
        });
    return elements;
  }

  /** Some bytes at a time, as a network does. */
  private static final class Trickle extends ByteArrayInputStream {
    private final int step;

    Trickle(byte[] bytes, int step) {
      super(bytes);
      this.step = step;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return super.read(bytes, offset, Math.min(step, length));
    }
  }
}
