package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrieTest {
  /** A key with a hash of its own, so that hashes collide wholly or in part. */
  private record Key(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static Key key(Random random) {
    int number = random.nextInt(200);
    return new Key(
        number,
        switch (number % 4) {
          case 0 -> number * 0x9E3779B9;
          case 1 -> (number & 0xF) << 30;
          case 2 -> (number & 3) << 27;
          default -> 7;
        });
  }

  private static void assertSame(Trie<Key, Integer> trie, Map<Key, Integer> expected) {
    assertThat(trie.size()).isEqualTo(expected.size());
    assertThat(trie.isEmpty()).isEqualTo(expected.isEmpty());
    assertThat(trie.keys()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach((key, value) -> assertThat(trie.get(key)).isEqualTo(value));
  }

  @Property(tries = 200)
  void itIsAsAnyMapAndNeverChanges(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Key, Integer> expected = new HashMap<>();
    Trie.Builder<Key, Integer> builder = new Trie.Builder<>();
    for (int i = random.nextInt(150); i > 0; i--) {
      Key key = key(random);
      assertThat(builder.get(key)).isEqualTo(expected.get(key));
      builder.put(key, i);
      expected.put(key, i);
    }
    Trie<Key, Integer> trie = builder.build();
    assertSame(trie, expected);
    Trie<Key, Integer> before = trie;
    Map<Key, Integer> was = Map.copyOf(expected);
    for (int i = 0; i < 300; i++) {
      Key key = key(random);
      assertThat(trie.get(key)).isEqualTo(expected.get(key));
      if (random.nextInt(5) < 2) {
        trie = trie.plus(key, i);
        expected.put(key, i);
      } else {
        trie = trie.minus(key);
        expected.remove(key);
      }
      if (i == 150) {
        assertSame(before, was);
        before = trie;
        was = Map.copyOf(expected);
      }
    }
    assertSame(trie, expected);
    assertSame(before, was);
  }

  @Test
  void anEmptyOneHasNothing() {
    Trie<String, String> empty = Trie.empty();
    assertThat(empty.keys()).isEmpty();
    assertThat(empty.get("x")).isNull();
    assertThat(empty.minus("x")).isSameAs(empty);
    assertThat(empty.getOrDefault("x", "y")).isEqualTo("y");
    assertThat(empty.plus("x", "z").minus("x").isEmpty()).isTrue();
  }
}
