package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which value comes first, as in Python: only values of a kind can be compared. */
final class Ordering {
  private Ordering() {}

  static boolean holds(Run run, Relation relation, Object a, Object b) {
    Undefined.refuse(a);
    Undefined.refuse(b);
    run.step();
    run.read(a);
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      Integer order = Numbers.compare(a, b);
      return order != null && fits(relation, order);
    }
    if (a instanceof String left && b instanceof String right) {
      return fits(relation, compare(left, right));
    }
    if (a instanceof Sequence left
        && b instanceof Sequence right
        && left.type().equals(right.type())
        && !(left instanceof RangeValue)) {
      return sequences(run, relation, left, right);
    }
    throw new Fault(
        "'"
            + relation.symbol
            + "' not supported between instances of '"
            + Types.name(a)
            + "' and '"
            + Types.name(b)
            + "'");
  }

  static boolean less(Run run, Object a, Object b) {
    return holds(run, Relation.LESS, a, b);
  }

  private static boolean fits(Relation relation, int order) {
    return switch (relation) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case EQUAL, NOT_EQUAL, IN, NOT_IN -> throw new AssertionError(relation);
    };
  }

  /** By code points, where Java's own order is by halves of surrogate pairs. */
  private static int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static boolean sequences(Run run, Relation relation, Sequence a, Sequence b) {
    run.enter();
    boolean holds;
    int i = 0;
    int shorter = Math.min(a.size(), b.size());
    while (i < shorter && Equality.sameOrEqual(run, a.get(i), b.get(i))) {
      i++;
    }
    holds =
        i == shorter
            ? fits(relation, Integer.compare(a.size(), b.size()))
            : holds(run, relation, a.get(i), b.get(i));
    run.leave();
    return holds;
  }

  private record Keyed(Object key, Object value) {}

  /** The elements in order of their keys; equal ones stay in the order they have. */
  static List<Object> sorted(
      Run run, List<Object> elements, UnaryOperator<Object> key, boolean reverse) {
    List<Keyed> keyed = new ArrayList<>(elements.size());
    for (Object element : elements) {
      keyed.add(new Keyed(key.apply(element), element));
    }
    if (reverse) {
      keyed = keyed.reversed();
    }
    List<Object> sorted = new ArrayList<>(elements.size());
    merge(run, new ArrayList<>(keyed)).forEach(k -> sorted.add(k.value()));
    return reverse ? new ArrayList<>(sorted.reversed()) : sorted;
  }

  /** Merge sort: unlike Java's own it bears keys without a total order, such as NaN. */
  private static List<Keyed> merge(Run run, List<Keyed> list) {
    if (list.size() < 2) {
      return list;
    }
    int middle = list.size() / 2;
    List<Keyed> left = merge(run, list.subList(0, middle));
    List<Keyed> right = merge(run, list.subList(middle, list.size()));
    List<Keyed> merged = new ArrayList<>(list.size());
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      boolean second = less(run, right.get(j).key(), left.get(i).key());
      merged.add(second ? right.get(j++) : left.get(i++));
    }
    merged.addAll(left.subList(i, left.size()));
    merged.addAll(right.subList(j, right.size()));
    return merged;
  }
}
