package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PersistentVectorTest {
  /** It holds what a map would hold, and what was before stays as it was. */
  @Property(tries = 200)
  void holdsWhatAMapHolds(@ForAll long seed) {
    Random random = new Random(seed);
    int highest = 1 << random.nextInt(1, 20);
    PersistentVector<String> vector = PersistentVector.empty();
    TreeMap<Integer, String> map = new TreeMap<>();
    for (int step = 0; step < 300; step++) {
      int number = random.nextInt(highest);
      String value = random.nextInt(3) == 0 ? null : "value " + step;
      PersistentVector<String> before = vector;
      String was = map.get(number);
      vector = vector.with(number, value);
      map.put(number, value);
      assertThat(before.get(number)).isEqualTo(was);
      int some = random.nextInt(2 * highest);
      assertThat(vector.get(some)).isEqualTo(map.get(some));
    }
    map.values().removeIf(value -> value == null);
    assertThat(read(vector)).isEqualTo(map);
    for (int number : map.keySet()) {
      vector = vector.with(number, null);
    }
    assertThat(read(vector)).isEmpty();
    assertThat(vector.get(-1)).isNull();
  }

  private static Map<Integer, Object> read(PersistentVector<String> vector) {
    Map<Integer, Object> read = new TreeMap<>();
    vector.read(
        (first, values) -> {
          for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
              read.put(first + i, values[i]);
            }
          }
        });
    return read;
  }
}
