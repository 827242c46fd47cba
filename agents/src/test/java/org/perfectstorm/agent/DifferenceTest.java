package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

class DifferenceTest {
  @Property
  void appliedToWhatWasKnownGivesWhatIsThere(
      @ForAll("worlds") Map<String, Doc> known, @ForAll("worlds") Map<String, Doc> now) {
    assertThat(Difference.between(known, now).appliedTo(known)).isEqualTo(now);
    assertThat(Difference.full(now.values()).appliedTo(known)).isEqualTo(now);
  }

  @Property
  void inPartsItComesToTheSameAndOnlyTheLastDeletes(
      @ForAll("worlds") Map<String, Doc> known,
      @ForAll("worlds") Map<String, Doc> now,
      @ForAll @IntRange(min = 1, max = 200) int largest) {
    for (Difference whole :
        List.of(Difference.between(known, now), Difference.full(now.values()))) {
      Map<String, Doc> there = known;
      List<Difference> parts = whole.parts(largest);
      for (int i = 0; i < parts.size(); i++) {
        Difference part = parts.get(i);
        assertThat(part.resources().size() < 2 || part.body().toString().length() < largest + 100)
            .isTrue();
        if (i < parts.size() - 1) {
          assertThat(part.appliedTo(there).keySet()).containsAll(there.keySet());
        }
        there = part.appliedTo(there);
      }
      assertThat(there).isEqualTo(now);
    }
  }

  @Property
  void saysNoMoreThanNeeded(
      @ForAll("worlds") Map<String, Doc> known, @ForAll("worlds") Map<String, Doc> now) {
    Difference difference = Difference.between(known, now);
    assertThat(difference.resources())
        .noneMatch(resource -> resource.equals(known.get(resource.text("native_id"))));
    assertThat(difference.gone()).allMatch(id -> known.containsKey(id) && !now.containsKey(id));
    assertThat(difference.isEmpty()).isEqualTo(known.equals(now));
    assertThat(difference.appliedTo(known).keySet()).isEqualTo(now.keySet());
  }

  @Provide
  Arbitrary<Map<String, Doc>> worlds() {
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d", "e");
    return Arbitraries.maps(ids, Arbitraries.integers().between(1, 3))
        .map(
            versions -> {
              Map<String, Doc> world = new LinkedHashMap<>();
              versions.forEach(
                  (id, version) -> world.put(id, Doc.of("native_id", id, "v", version)));
              return world;
            });
  }

  @Test
  void bodyIsTheApis() {
    Doc a = Doc.of("native_id", "a");
    assertThat(Difference.between(Map.of("b", a), Map.of("a", a)).body())
        .isEqualTo(Doc.of("full", false, "resources", Arr.of(a), "gone", Arr.of("b")));
    assertThat(Difference.full(Map.of("a", a).values()).body())
        .isEqualTo(Doc.of("full", true, "resources", Arr.of(a)));
  }

  @Test
  void everythingIsNeverNothing() {
    assertThat(Difference.full(Map.<String, Doc>of().values()).isEmpty()).isFalse();
  }
}
