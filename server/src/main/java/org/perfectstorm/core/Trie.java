package org.perfectstorm.core;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A map by hash, immutable: a change makes a new map that shares all but a path with the old one.
 * Each node leads on by five bits of the hash, so reading takes three or four steps. Many entries
 * at once are added much quicker by a {@link Builder}.
 *
 * <p>Keys and values are not null. Safe to share between threads, once handed over safely.
 */
final class Trie<K, V> {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final Trie<?, ?> EMPTY = new Trie<>(new Node(0, new Object[0], null), 0);

  private final Node root;
  private final int size;

  private Trie(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // it has none
  static <K, V> Trie<K, V> empty() {
    return (Trie<K, V>) EMPTY;
  }

  /**
   * Leads to what has some bits of the hash in common.
   *
   * <p>Of {@code slots}, each is an {@link Entry}, a {@code Node}, or a {@link Collision}.
   */
  private static final class Node {
    private final Object owner;
    private int bitmap;
    private Object[] slots;

    /**
     * @param bitmap which places have a slot
     * @param owner who may still change it; null for nobody
     */
    Node(int bitmap, Object[] slots, Object owner) {
      this.bitmap = bitmap;
      this.slots = slots;
      this.owner = owner;
    }

    Object at(int bit) {
      return (bitmap & bit) == 0 ? null : slots[place(bit)];
    }

    @SuppressWarnings("ReferenceEquality") // an owner is itself and nobody else
    private boolean isOf(Object by) {
      return by != null && owner == by;
    }

    private int place(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    /** With a slot that is new, in the place of another one, or gone if it is null. */
    Node with(int bit, Object slot, Object by) {
      int place = place(bit);
      Object[] changed;
      int bits = bitmap;
      if ((bitmap & bit) == 0) {
        changed = new Object[slots.length + 1];
        System.arraycopy(slots, 0, changed, 0, place);
        System.arraycopy(slots, place, changed, place + 1, slots.length - place);
        changed[place] = slot;
        bits |= bit;
      } else if (slot == null) {
        changed = new Object[slots.length - 1];
        System.arraycopy(slots, 0, changed, 0, place);
        System.arraycopy(slots, place + 1, changed, place, changed.length - place);
        bits &= ~bit;
      } else if (isOf(by)) {
        slots[place] = slot;
        return this;
      } else {
        changed = slots.clone();
        changed[place] = slot;
      }
      if (isOf(by)) {
        bitmap = bits;
        slots = changed;
        return this;
      }
      return new Node(bits, changed, by);
    }
  }

  private record Entry(int hash, Object key, Object value) {}

  /** Several entries of one hash. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Collision(int hash, Entry[] entries) {
    int find(Object key) {
      for (int i = 0; i < entries.length; i++) {
        if (entries[i].key.equals(key)) {
          return i;
        }
      }
      return -1;
    }

    Collision with(Entry entry) {
      int place = find(entry.key);
      Entry[] changed = Arrays.copyOf(entries, entries.length + (place < 0 ? 1 : 0));
      changed[place < 0 ? entries.length : place] = entry;
      return new Collision(hash, changed);
    }

    /** Without an entry; the last but one is an entry by itself. */
    Object without(int place) {
      if (entries.length == 2) {
        return entries[1 - place];
      }
      Entry[] left = new Entry[entries.length - 1];
      System.arraycopy(entries, 0, left, 0, place);
      System.arraycopy(entries, place + 1, left, place, left.length - place);
      return new Collision(hash, left);
    }
  }

  /** Adds many entries. Not for sharing between threads. */
  static final class Builder<K, V> {
    private Object owner = new Object();
    private Node root = new Node(0, new Object[0], owner);
    private int size;

    /** The value of a key so far, or null. */
    @SuppressWarnings("unchecked") // only put puts values there
    V get(K key) {
      return (V) find(root, key);
    }

    void put(K key, V value) {
      size += find(root, key) == null ? 1 : 0;
      root = plus(root, 0, entry(key, value), owner);
    }

    /** What was put; the builder is used up. */
    Trie<K, V> build() {
      owner = null;
      return new Trie<>(root, size);
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The value of a key, or null. */
  @SuppressWarnings("unchecked") // only plus puts values there
  V get(Object key) {
    return (V) find(root, key);
  }

  V getOrDefault(Object key, V missing) {
    V value = get(key);
    return value == null ? missing : value;
  }

  /** With a value, in the place of the one that the key has. */
  Trie<K, V> plus(K key, V value) {
    int more = find(root, key) == null ? 1 : 0;
    return new Trie<>(plus(root, 0, entry(key, value), null), size + more);
  }

  Trie<K, V> minus(K key) {
    return find(root, key) == null ? this : new Trie<>(minus(root, 0, hash(key), key), size - 1);
  }

  /** The keys, in no particular order. */
  Set<K> keys() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public boolean contains(Object key) {
        return get(key) != null;
      }

      @Override
      public Iterator<K> iterator() {
        return new Keys<>(root);
      }
    };
  }

  private static Entry entry(Object key, Object value) {
    return new Entry(hash(key), key, value);
  }

  private static int hash(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & MASK);
  }

  private static Object find(Node root, Object key) {
    int hash = hash(key);
    Object slot = root;
    for (int shift = 0; slot instanceof Node node; shift += BITS) {
      slot = node.at(bit(hash, shift));
    }
    return switch (slot) {
      case Entry entry -> entry.hash == hash && entry.key.equals(key) ? entry.value : null;
      case Collision some -> {
        int place = some.hash == hash ? some.find(key) : -1;
        yield place < 0 ? null : some.entries[place].value;
      }
      case null, default -> null;
    };
  }

  private static Node plus(Node node, int shift, Entry entry, Object by) {
    int bit = bit(entry.hash, shift);
    Object slot =
        switch (node.at(bit)) {
          case Node below -> plus(below, shift + BITS, entry, by);
          case Entry there when there.hash == entry.hash ->
              there.key.equals(entry.key)
                  ? entry
                  : new Collision(entry.hash, new Entry[] {there, entry});
          case Entry there -> both(there.hash, there, entry, shift + BITS, by);
          case Collision some when some.hash == entry.hash -> some.with(entry);
          case Collision some -> both(some.hash, some, entry, shift + BITS, by);
          case null, default -> entry;
        };
    return node.with(bit, slot, by);
  }

  /** A node with two slots whose hashes differ, somewhere. */
  private static Node both(int hash, Object slot, Entry entry, int shift, Object by) {
    int bit = bit(hash, shift);
    int other = bit(entry.hash, shift);
    if (bit == other) {
      return new Node(bit, new Object[] {both(hash, slot, entry, shift + BITS, by)}, by);
    }
    Object[] slots =
        Integer.compareUnsigned(bit, other) < 0
            ? new Object[] {slot, entry}
            : new Object[] {entry, slot};
    return new Node(bit | other, slots, by);
  }

  /** Without a key that is there. */
  private static Node minus(Node node, int shift, int hash, Object key) {
    int bit = bit(hash, shift);
    Object slot =
        switch (node.at(bit)) {
          case Node below -> {
            Node left = minus(below, shift + BITS, hash, key);
            // What is alone needs no node.
            yield left.slots.length == 1 && !(left.slots[0] instanceof Node) ? left.slots[0] : left;
          }
          case Collision some -> some.without(some.find(key));
          case null, default -> null;
        };
    return node.with(bit, slot, null);
  }

  /** Goes along all keys. */
  private static final class Keys<K> implements Iterator<K> {
    /** Deep enough for 32 bits of a hash, and a collision. */
    private static final int DEEPEST = 9;

    private final Object[][] slots = new Object[DEEPEST][];
    private final int[] places = new int[DEEPEST];
    private int depth;

    Keys(Node root) {
      slots[0] = root.slots;
      descend();
    }

    /** To the next entry, which may be here. */
    private void descend() {
      while (depth >= 0) {
        if (places[depth] == slots[depth].length) {
          depth--;
          if (depth >= 0) {
            places[depth]++;
          }
          continue;
        }
        Object slot = slots[depth][places[depth]];
        if (slot instanceof Entry) {
          return;
        }
        depth++;
        slots[depth] = slot instanceof Node node ? node.slots : ((Collision) slot).entries;
        places[depth] = 0;
      }
    }

    @Override
    public boolean hasNext() {
      return depth >= 0;
    }

    @Override
    @SuppressWarnings("unchecked") // only keys are put there
    public K next() {
      if (depth < 0) {
        throw new NoSuchElementException();
      }
      Entry entry = (Entry) slots[depth][places[depth]];
      places[depth]++;
      descend();
      return (K) entry.key;
    }
  }
}
