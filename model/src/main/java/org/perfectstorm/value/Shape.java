package org.perfectstorm.value;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a document, in order, and where each is.
 *
 * <p>Documents of the same kind have the same keys, so they share a shape: that saves memory, and
 * whoever looks the same key up in many documents remembers the shape and the position it found
 * there (see {@code mql}'s paths). Sharing is a convenience, never a promise: the table of known
 * shapes has a fixed size and forgets, so that keys made by strangers cannot fill the memory.
 */
public final class Shape {
  static final Shape EMPTY = new Shape(new String[0], 0);

  /** Up to so many keys, walking along them is quickest. */
  private static final int FEW = 4;

  /** Beyond so many keys, a position does not fit into a byte. */
  private static final int MANY = 120;

  private static final int KNOWN = 1 << 14;

  /** Known shapes by hash. Races only cost a second copy: shapes are immutable. */
  private static final Shape[] known = new Shape[KNOWN];

  private final String[] keys;
  private final int hash;

  /** Whether a key contains a dot, so that a dotted path may mean one key. */
  private final boolean dotted;

  /**
   * Open addressing: position + 1 of the key, 0 for free; twice as many places as keys at least.
   */
  private final byte[] table;

  /** Instead of the table where there are too many keys for it. */
  private final Map<String, Integer> places;

  /** The keys as JSON writes them, made when first written. */
  private volatile SerializableString[] written;

  private Shape(String[] keys, int hash) {
    this.keys = keys;
    this.hash = hash;
    this.dotted = Arrays.stream(keys).anyMatch(key -> key.indexOf('.') >= 0);
    this.table = keys.length > FEW && keys.length <= MANY ? table(keys) : null;
    this.places = keys.length > MANY ? places(keys) : null;
  }

  /** The shape of the first {@code size} keys, which are all different. */
  static Shape of(String[] keys, int size) {
    int hash = size;
    for (int i = 0; i < size; i++) {
      hash = hash * 31 + keys[i].hashCode();
    }
    int place = (hash ^ (hash >>> 15)) & (KNOWN - 1);
    Shape there = known[place];
    if (there != null && there.hash == hash && there.hasKeys(keys, size)) {
      return there;
    }
    Shape made = new Shape(Arrays.copyOf(keys, size), hash);
    known[place] = made;
    return made;
  }

  /** How many keys there are. */
  public int size() {
    return keys.length;
  }

  /** The key at a position, from 0. */
  public String key(int index) {
    return keys[index];
  }

  /** The keys in order. */
  public List<String> keys() {
    return List.of(keys);
  }

  /** Whether some key contains a dot, as labels do. */
  public boolean hasDottedKey() {
    return dotted;
  }

  /** The position of a key, or -1. */
  public int indexOf(String key) {
    if (places != null) {
      return places.getOrDefault(key, -1);
    }
    if (table == null) {
      for (int i = 0; i < keys.length; i++) {
        if (keys[i].equals(key)) {
          return i;
        }
      }
      return -1;
    }
    int mask = table.length - 1;
    for (int place = spread(key) & mask; ; place = (place + 1) & mask) {
      int index = table[place] - 1;
      if (index < 0 || keys[index].equals(key)) {
        return index;
      }
    }
  }

  SerializableString written(int index) {
    SerializableString[] all = written;
    if (all == null) {
      all = new SerializableString[keys.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = new SerializedString(keys[i]);
      }
      written = all;
    }
    return all[index];
  }

  boolean sameKeys(Shape other) {
    return this == other || (hash == other.hash && Arrays.equals(keys, other.keys));
  }

  int keysHash() {
    return hash;
  }

  private boolean hasKeys(String[] others, int size) {
    return keys.length == size && Arrays.equals(keys, 0, size, others, 0, size);
  }

  private static byte[] table(String[] keys) {
    byte[] table = new byte[Integer.highestOneBit(keys.length * 2) * 2];
    int mask = table.length - 1;
    for (int i = 0; i < keys.length; i++) {
      int place = spread(keys[i]) & mask;
      while (table[place] != 0) {
        place = (place + 1) & mask;
      }
      table[place] = (byte) (i + 1);
    }
    return table;
  }

  private static Map<String, Integer> places(String[] keys) {
    Map<String, Integer> places = HashMap.newHashMap(keys.length);
    for (int i = 0; i < keys.length; i++) {
      places.put(keys[i], i);
    }
    return places;
  }

  private static int spread(String key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}
