package org.perfectstorm.mql.regex;

import java.util.Arrays;

/** A set of code points, as sorted ranges that do not touch. Immutable. */
final class CodeSet {
  static final CodeSet NONE = new CodeSet(new int[0]);
  static final CodeSet ALL = range(0, Character.MAX_CODE_POINT);

  /** First and last of each range, in turn. */
  private final int[] ranges;

  private CodeSet(int[] ranges) {
    this.ranges = ranges;
  }

  static CodeSet range(int first, int last) {
    return new CodeSet(new int[] {first, last});
  }

  static CodeSet of(int... codes) {
    Builder builder = new Builder();
    for (int code : codes) {
      builder.add(code, code);
    }
    return builder.build();
  }

  boolean contains(int code) {
    if (ranges.length <= 8) {
      for (int i = 0; i < ranges.length; i += 2) {
        if (code <= ranges[i + 1]) {
          return code >= ranges[i];
        }
      }
      return false;
    }
    int at = Arrays.binarySearch(ranges, code);
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  /** The only member, or -1 if there is not exactly one. */
  int only() {
    return ranges.length == 2 && ranges[0] == ranges[1] ? ranges[0] : -1;
  }

  /** Whether each member is one char of a string, which no half of a surrogate pair is. */
  boolean isOfSingleChars() {
    return ranges.length > 0 && ranges[ranges.length - 1] < Character.MIN_SURROGATE;
  }

  CodeSet union(CodeSet other) {
    return new Builder().add(this).add(other).build();
  }

  CodeSet complement() {
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        builder.add(next, ranges[i] - 1);
      }
      next = ranges[i + 1] + 1;
    }
    return next <= Character.MAX_CODE_POINT
        ? builder.add(next, Character.MAX_CODE_POINT).build()
        : builder.build();
  }

  /** As a character class that RE2 reads. */
  String printed() {
    if (only() >= 0) {
      return "\\x{" + Integer.toHexString(only()) + "}";
    }
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < ranges.length; i += 2) {
      out.append("\\x{").append(Integer.toHexString(ranges[i])).append('}');
      if (ranges[i] != ranges[i + 1]) {
        out.append("-\\x{").append(Integer.toHexString(ranges[i + 1])).append('}');
      }
    }
    return ranges.length == 0 ? "[^\\x{0}-\\x{10ffff}]" : out.append(']').toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeSet set && Arrays.equals(ranges, set.ranges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges);
  }

  /** Collects ranges in any order. Not for sharing. */
  static final class Builder {
    private long[] found = new long[8];
    private int size;

    Builder add(int first, int last) {
      if (size == found.length) {
        found = Arrays.copyOf(found, size * 2);
      }
      found[size++] = ((long) first << 32) | last;
      return this;
    }

    Builder add(CodeSet set) {
      for (int i = 0; i < set.ranges.length; i += 2) {
        add(set.ranges[i], set.ranges[i + 1]);
      }
      return this;
    }

    CodeSet build() {
      Arrays.sort(found, 0, size);
      int[] merged = new int[size * 2];
      int length = 0;
      for (int i = 0; i < size; i++) {
        int first = (int) (found[i] >> 32);
        int last = (int) found[i];
        if (length > 0 && first <= merged[length - 1] + 1) {
          merged[length - 1] = Math.max(merged[length - 1], last);
        } else {
          merged[length++] = first;
          merged[length++] = last;
        }
      }
      return length == 0 ? NONE : new CodeSet(Arrays.copyOf(merged, length));
    }
  }
}
