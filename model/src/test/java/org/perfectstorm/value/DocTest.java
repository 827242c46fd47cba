package org.perfectstorm.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DocTest {
  @Test
  void equalKeysShareAShape() {
    assertThat(Doc.of("a", 1, "b", 2).shape()).isSameAs(Doc.of("a", "x", "b", null).shape());
  }

  @Test
  void orderCounts() {
    assertThat(Doc.of("a", 1, "b", 2)).isNotEqualTo(Doc.of("b", 2, "a", 1));
    assertThat(Doc.of("a", 1)).isEqualTo(Json.read("{\"a\":1}"));
  }

  @Test
  void nullIsThereAndMissingIsNot() {
    Doc doc = Doc.of("a", null);
    assertThat(doc.has("a")).isTrue();
    assertThat(doc.has("b")).isFalse();
    assertThat(doc.get("a")).isNull();
  }

  @Test
  void withAndWithoutLeaveTheOriginalAlone() {
    Doc doc = Doc.of("a", 1, "b", 2);
    assertThat(doc.with("a", 3)).isEqualTo(Doc.of("a", 3, "b", 2));
    assertThat(doc.with("c", List.of(1))).hasToString("{\"a\":1,\"b\":2,\"c\":[1]}");
    assertThat(doc.without("a")).isEqualTo(Doc.of("b", 2));
    assertThat(doc).isEqualTo(Doc.of("a", 1, "b", 2));
  }

  @Test
  void pathsStopWhereAStepIsMissing() {
    Doc doc = Doc.of("a", Map.of("b", 1));
    assertThat(doc.path("a", "b")).isEqualTo(1);
    assertThat(doc.path("a", "b", "c")).isNull();
    assertThat(doc.path("x", "b")).isNull();
  }

  /** Every size goes through another way of finding keys: by walking, by table, by map. */
  @Property
  void findsWhatAMapFinds(@ForAll @Size(max = 300) Map<String, Integer> map) {
    Map<String, Integer> ordered = new LinkedHashMap<>(map);
    Doc doc = Doc.from(ordered);
    assertThat(doc.shape().keys()).containsExactlyElementsOf(ordered.keySet());
    ordered.forEach((key, value) -> assertThat(doc.get(key)).isEqualTo(value));
    assertThat(doc.has("no such key " + map.size())).isFalse();
  }
}
