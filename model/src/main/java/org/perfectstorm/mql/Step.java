package org.perfectstorm.mql;

import org.perfectstorm.value.Shape;

/**
 * One key of a path. It remembers where it found the key in the shapes that it met, so that the
 * next document of the same shape costs a comparison and a load. Threads may share it: what is
 * remembered is one immutable object, and a race only forgets.
 */
final class Step {
  private static final int SHAPES = 8;

  private final String key;

  /** The key as an index of an array, or -1 if it is none. */
  private final int index;

  private Seen latest = new Seen(null, -1);
  private Seen[] others;

  Step(String key) {
    this.key = key;
    this.index = index(key);
  }

  String key() {
    return key;
  }

  int index() {
    return index;
  }

  /** The position of the key in a shape, or -1. */
  int in(Shape shape) {
    Seen seen = latest;
    return seen.shape == shape ? seen.at : remembered(shape);
  }

  private int remembered(Shape shape) {
    Seen[] all = others;
    if (all == null) {
      all = new Seen[SHAPES];
      others = all;
    }
    int place = System.identityHashCode(shape) & (SHAPES - 1);
    Seen seen = all[place];
    if (seen == null || seen.shape != shape) {
      seen = new Seen(shape, shape.indexOf(key));
      all[place] = seen;
    }
    latest = seen;
    return seen.at;
  }

  private static int index(String key) {
    int length = key.length();
    if (length == 0 || length > 9 || (length > 1 && key.charAt(0) == '0')) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < length; i++) {
      char digit = key.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      index = index * 10 + digit - '0';
    }
    return index;
  }

  private record Seen(Shape shape, int at) {}
}
