package org.perfectstorm.mql;

import java.util.Arrays;

/** A short list of small numbers, in no order. For one thread. */
final class Slots {
  private int[] slots = new int[2];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return slots[index];
  }

  void add(int slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size * 2);
    }
    slots[size++] = slot;
  }

  /** Takes a number out, once. */
  void remove(int slot) {
    for (int i = 0; i < size; i++) {
      if (slots[i] == slot) {
        slots[i] = slots[--size];
        return;
      }
    }
  }
}
