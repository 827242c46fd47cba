package org.perfectstorm.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Parts of strings and sequences: {@code a[start:stop:step]}. */
final class Slices {
  private Slices() {}

  static Object of(Run run, Object object, Object start, Object stop, Object step) {
    run.read(Undefined.refuse(object));
    boolean text = object instanceof String;
    Sequence sequence = text ? null : Sequence.of(object);
    if (!text && sequence == null) {
      throw new Fault("'" + Types.name(object) + "' object cannot be sliced");
    }
    int size = text ? Text.length((String) object) : sequence.size();
    long by = step == null ? 1 : bound(step, Integer.MAX_VALUE);
    if (by == 0) {
      throw new Fault("slice step cannot be zero");
    }
    long first = start == null ? (by > 0 ? 0 : size - 1) : place(start, size, by > 0);
    long last = stop == null ? (by > 0 ? size : -1) : place(stop, size, by > 0);
    long count = by > 0 ? (last - first + by - 1) / by : (first - last - by - 1) / -by;
    count = Math.max(0, count);
    run.steps(text ? count / 16 : count);
    if (object instanceof String string) {
      return characters(string, first, by, (int) count);
    }
    if (sequence instanceof RangeValue range) {
      long from = range.start() + first * range.step();
      return new RangeValue(
          from, range.start() + last * range.step(), range.step() * by, (int) count);
    }
    List<Object> elements = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      elements.add(sequence.get((int) (first + i * by)));
    }
    return sequence instanceof Tuple ? new Tuple(elements) : new ListValue(elements);
  }

  private static String characters(String text, long first, long by, int count) {
    if (by == 1) {
      return count == 0 ? "" : Text.part(text, (int) first, (int) first + count);
    }
    int[] characters = text.codePoints().toArray();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < count; i++) {
      part.appendCodePoint(characters[(int) (first + i * by)]);
    }
    return part.toString();
  }

  private static long place(Object bound, int size, boolean forward) {
    long place = bound(bound, Integer.MAX_VALUE);
    if (place < 0) {
      place += size;
    }
    return forward ? Math.clamp(place, 0, size) : Math.clamp(place, -1, size - 1);
  }

  private static long bound(Object bound, long most) {
    if (!Numbers.isWhole(Undefined.refuse(bound))) {
      throw new Fault("slice indices must be integers or None or have an __index__ method");
    }
    BigInteger limit = BigInteger.valueOf(most);
    return Numbers.big(bound).max(limit.negate()).min(limit).longValue();
  }
}
