package org.perfectstorm.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sets of ids, immutable. Most have one element, and are then that id itself; larger ones are a
 * {@link Trie}. For a map's values, of which there are many.
 */
final class IdSet {
  private IdSet() {}

  /** Collects sets of ids by keys. Not for sharing between threads. */
  static final class Collector<K> {
    private final Trie.Builder<K, Object> sets = new Trie.Builder<>();

    /** Those that have more than one id. */
    private final Map<K, Trie.Builder<String, Boolean>> large = new HashMap<>();

    void add(K key, String id) {
      Object there = sets.get(key);
      if (there == null) {
        sets.put(key, id);
      } else if (!there.equals(id)) {
        large
            .computeIfAbsent(
                key,
                _ -> {
                  Trie.Builder<String, Boolean> more = new Trie.Builder<>();
                  more.put((String) there, true);
                  return more;
                })
            .put(id, true);
      }
    }

    Trie<K, Object> build() {
      large.forEach((key, ids) -> sets.put(key, ids.build()));
      return sets.build();
    }
  }

  /** A set with an id; {@code ids} is null for the empty one. */
  @SuppressWarnings("unchecked") // nothing else is put there
  static Object plus(Object ids, String id) {
    return switch (ids) {
      case null -> id;
      case String one when one.equals(id) -> one;
      case String one -> Trie.<String, Boolean>empty().plus(one, true).plus(id, true);
      default -> ((Trie<String, Boolean>) ids).plus(id, true);
    };
  }

  /** A set without an id; null if it is empty then. */
  @SuppressWarnings("unchecked")
  static Object minus(Object ids, String id) {
    return switch (ids) {
      case null -> null;
      case String one -> one.equals(id) ? null : one;
      default -> {
        Trie<String, Boolean> left = ((Trie<String, Boolean>) ids).minus(id);
        yield left.size() == 1 ? left.keys().iterator().next() : left;
      }
    };
  }

  @SuppressWarnings("unchecked")
  static Set<String> of(Object ids) {
    return switch (ids) {
      case null -> Set.of();
      case String one -> Set.of(one);
      default -> ((Trie<String, Boolean>) ids).keys();
    };
  }
}
