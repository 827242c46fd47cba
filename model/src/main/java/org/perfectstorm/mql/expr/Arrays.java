package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.value.Arr;

/** Arrays: their elements, parts and sizes. */
final class Arrays {
  private Arrays() {}

  static void addTo(Map<String, Function> all) {
    all.put("$size", Function.one("$size", value -> Given.array("$size", value).size()));
    all.put("$isArray", Function.one("$isArray", value -> value instanceof Arr));
    all.put("$in", Function.of("$in", 2, 2, Arrays::in));
    all.put("$arrayElemAt", Function.of("$arrayElemAt", 2, 2, (v, _) -> elementAt(v[0], v[1])));
    all.put(
        "$first", Function.oneOrNull("$first", value -> element(Given.array("$first", value), 0)));
    all.put(
        "$last", Function.oneOrNull("$last", value -> element(Given.array("$last", value), -1)));
    all.put("$concatArrays", Function.of("$concatArrays", 0, Integer.MAX_VALUE, Arrays::concat));
    all.put("$reverseArray", Function.oneOrNull("$reverseArray", Arrays::reversed));
    all.put("$slice", Function.of("$slice", 2, 3, (v, _) -> slice(v)));
    all.put("$range", Function.of("$range", 2, 3, Arrays::range));
    all.put("$indexOfArray", Function.of("$indexOfArray", 2, 4, (v, _) -> indexOf(v)));
    some(all, "$firstN", (arr, count) -> arr.subList(0, Math.min(count, arr.size())));
    some(all, "$lastN", (arr, count) -> arr.subList(Math.max(0, arr.size() - count), arr.size()));
    some(all, "$minN", (arr, count) -> sorted(arr, 1).stream().limit(count).toList());
    some(all, "$maxN", (arr, count) -> sorted(arr, -1).stream().limit(count).toList());
  }

  private static Object in(Object[] values, Scope scope) {
    Arr arr = Given.array("$in", values[1]);
    scope.spend(arr.size());
    for (Object element : arr) {
      if (Order.equal(values[0], element)) {
        return true;
      }
    }
    return false;
  }

  private static Object elementAt(Object array, Object index) {
    if (Given.anyNull(array, index)) {
      return null;
    }
    return element(Given.array("$arrayElemAt", array), Given.whole("$arrayElemAt", index));
  }

  /** The element at an index, which counts from the end if it is negative. */
  private static Object element(Arr arr, int index) {
    long at = index < 0 ? (long) arr.size() + index : index;
    return at >= 0 && at < arr.size() ? arr.get((int) at) : Missing.MISSING;
  }

  private static Object concat(Object[] values, Scope scope) {
    List<Object> joined = new ArrayList<>();
    for (Object value : values) {
      if (Given.isNull(value)) {
        return null;
      }
      Arr arr = Given.array("$concatArrays", value);
      scope.spend(arr.size());
      joined.addAll(arr);
    }
    return Arr.holding(joined);
  }

  private static Object reversed(Object value) {
    List<Object> elements = new ArrayList<>(Given.array("$reverseArray", value));
    Collections.reverse(elements);
    return Arr.holding(elements);
  }

  private static Object slice(Object[] values) {
    if (Given.anyNull(values)) {
      return null;
    }
    Arr arr = Given.array("$slice", values[0]);
    int second = Given.whole("$slice", values[1]);
    long from = second < 0 ? Math.max(0, (long) arr.size() + second) : second;
    long count = arr.size();
    if (values.length == 3) {
      count = Given.whole("$slice", values[2]);
      if (count <= 0) {
        throw new Flaw("Third argument to $slice must be positive: " + count);
      }
    } else if (second >= 0) {
      from = 0;
      count = second;
    }
    from = Math.min(from, arr.size());
    return Arr.holding(arr.subList((int) from, (int) Math.min(arr.size(), from + count)));
  }

  private static Object range(Object[] values, Scope scope) {
    int start = Given.whole("$range", values[0]);
    int end = Given.whole("$range", values[1]);
    int step = values.length > 2 ? Given.whole("$range", values[2]) : 1;
    if (step == 0) {
      throw new Flaw("$range requires a non-zero step value");
    }
    List<Object> numbers = new ArrayList<>();
    for (long at = start; step > 0 ? at < end : at > end; at += step) {
      scope.spend(1);
      numbers.add((int) at);
    }
    return Arr.holding(numbers);
  }

  private static Object indexOf(Object[] values) {
    if (Given.isNull(values[0])) {
      return null;
    }
    Arr arr = Given.array("$indexOfArray", values[0]);
    int from = values.length > 2 ? Given.natural("$indexOfArray", values[2]) : 0;
    int to = values.length > 3 ? Given.natural("$indexOfArray", values[3]) : arr.size();
    for (int i = from; i < Math.min(to, arr.size()); i++) {
      if (Order.equal(values[1], arr.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private interface Some {
    List<Object> of(List<Object> arr, int count);
  }

  private static void some(Map<String, Function> all, String name, Some function) {
    all.put(
        name,
        Function.named(
            name,
            List.of("n", "input"),
            List.of(),
            (v, _) -> {
              int count = Given.whole(name, v[0]);
              if (count <= 0) {
                throw new Flaw("'n' must be greater than 0, found " + count);
              }
              return Arr.holding(function.of(Given.array(name, v[1]), count));
            }));
  }

  private static List<Object> sorted(List<Object> arr, int sign) {
    List<Object> values = new ArrayList<>(arr);
    values.removeIf(Given::isNull);
    values.sort((a, b) -> sign * Order.compare(a, b));
    return values;
  }
}
