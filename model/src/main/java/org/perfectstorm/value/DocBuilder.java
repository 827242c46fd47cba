package org.perfectstorm.value;

import java.util.Arrays;

/** Collects keys and values for one {@link Doc}. Not for sharing between threads. */
public final class DocBuilder {
  /** Beyond so many keys, a key's place is looked up in a map rather than by walking along. */
  private static final int FEW = 16;

  private String[] keys = new String[8];
  private Object[] values = new Object[8];
  private int size;
  private java.util.HashMap<String, Integer> places;

  /** An empty builder. */
  public DocBuilder() {}

  /**
   * Adds a value at the end, or replaces the value of a key that is there (the last one wins, as in
   * JSON parsers). The value is kept as it is: it must be one of {@link Doc}'s kinds.
   */
  public DocBuilder put(String key, Object value) {
    int index = indexOf(key);
    if (index >= 0) {
      values[index] = value;
      return this;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    if (places != null) {
      places.put(key, size);
    }
    keys[size] = key;
    values[size++] = value;
    return this;
  }

  /** Adds a value, unless it is null. */
  public DocBuilder putIfPresent(String key, Object value) {
    return value == null ? this : put(key, value);
  }

  /** How many keys there are so far. */
  public int size() {
    return size;
  }

  /** The document. The builder may go on afterwards; the document keeps what was there. */
  public Doc build() {
    return size == 0 ? Doc.EMPTY : new Doc(Shape.of(keys, size), Arrays.copyOf(values, size));
  }

  private int indexOf(String key) {
    if (size > FEW) {
      if (places == null) {
        places = new java.util.HashMap<>();
        for (int i = 0; i < size; i++) {
          places.put(keys[i], i);
        }
      }
      Integer place = places.get(key);
      return place == null ? -1 : place;
    }
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
