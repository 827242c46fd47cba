package org.perfectstorm.core;

import java.util.Arrays;

/**
 * Values by small numbers, immutable: a change makes a new vector that shares all but a path with
 * the old one. Neighbours lie beside each other, so reading one costs a step or three, and going
 * along all of them is as quick as along an array.
 */
final class PersistentVector<T> {
  private static final int BITS = 6;

  /** So many values lie together. */
  static final int WIDTH = 1 << BITS;

  /** By how many bits a number is shifted to find its place in the topmost node. */
  private final int shift;

  /** Values where the shift is 0, else nodes; null instead of a node without values. */
  private final Object[] root;

  private PersistentVector(int shift, Object[] root) {
    this.shift = shift;
    this.root = root;
  }

  static <T> PersistentVector<T> empty() {
    return new PersistentVector<>(0, new Object[WIDTH]);
  }

  /** Is shown values that lie together. */
  interface Reader {
    /**
     * @param first the number of the first of them
     * @param values {@link #WIDTH} of them, null where there is none; not to be changed
     */
    void read(int first, Object[] values);
  }

  /** The value at a number from 0 on, or null. */
  @SuppressWarnings("unchecked") // only with puts values there
  T get(int number) {
    if (number < 0 || number >>> shift >= WIDTH) {
      return null;
    }
    Object[] node = root;
    for (int s = shift; s > 0 && node != null; s -= BITS) {
      node = (Object[]) node[place(number, s)];
    }
    return node == null ? null : (T) node[place(number, 0)];
  }

  /** With a value at a number from 0 on; null for none. */
  PersistentVector<T> with(int number, T value) {
    int s = shift;
    Object[] node = root;
    while (number >>> s >= WIDTH) {
      Object[] above = new Object[WIDTH];
      above[0] = node;
      node = above;
      s += BITS;
    }
    Object[] changed = with(node, s, number, value);
    return new PersistentVector<>(s, changed == null ? new Object[WIDTH] : changed);
  }

  /** Goes along all values, in order. */
  void read(Reader reader) {
    read(root, shift, 0, reader);
  }

  private static Object[] with(Object[] node, int shift, int number, Object value) {
    Object[] changed = node == null ? new Object[WIDTH] : node.clone();
    int place = place(number, shift);
    changed[place] =
        shift == 0 ? value : with((Object[]) changed[place], shift - BITS, number, value);
    return changed[place] == null && Arrays.stream(changed).allMatch(one -> one == null)
        ? null
        : changed;
  }

  private static void read(Object[] node, int shift, int first, Reader reader) {
    if (shift == 0) {
      reader.read(first, node);
      return;
    }
    for (int i = 0; i < WIDTH; i++) {
      if (node[i] != null) {
        read((Object[]) node[i], shift - BITS, first + (i << shift), reader);
      }
    }
  }

  private static int place(int number, int shift) {
    return number >>> shift & (WIDTH - 1);
  }
}
