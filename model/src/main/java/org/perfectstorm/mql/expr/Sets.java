package org.perfectstorm.mql.expr;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Arr;

/** Arrays taken as sets. */
final class Sets {
  private Sets() {}

  static void addTo(Map<String, Function> all) {
    all.put(
        "$setUnion",
        Function.of(
            "$setUnion",
            0,
            Integer.MAX_VALUE,
            (v, scope) -> {
              if (Given.anyNull(v)) {
                return null;
              }
              Set<Object> union = new TreeSet<>(Order::compare);
              for (Object value : v) {
                union.addAll(set("$setUnion", value, scope));
              }
              return arr(union);
            }));
    all.put(
        "$setIntersection",
        Function.of(
            "$setIntersection",
            0,
            Integer.MAX_VALUE,
            (v, scope) -> {
              if (Given.anyNull(v)) {
                return null;
              }
              Set<Object> common = null;
              for (Object value : v) {
                Set<Object> set = set("$setIntersection", value, scope);
                if (common != null) {
                  set.removeIf(notIn(common));
                }
                common = set;
              }
              return common == null ? Arr.EMPTY : arr(common);
            }));
    all.put(
        "$setDifference",
        Function.of(
            "$setDifference",
            2,
            2,
            (v, scope) -> {
              if (Given.anyNull(v)) {
                return null;
              }
              Set<Object> without = set("$setDifference", v[1], scope);
              Set<Object> seen = new TreeSet<>(Order::compare);
              return Arr.holding(
                  Given.array("$setDifference", v[0]).stream()
                      .filter(notIn(without).and(seen::add))
                      .toList());
            }));
    all.put(
        "$setEquals",
        Function.of(
            "$setEquals",
            2,
            Integer.MAX_VALUE,
            (v, scope) -> {
              Set<Object> first = set("$setEquals", v[0], scope);
              for (Object value : v) {
                Set<Object> other = set("$setEquals", value, scope);
                if (first.size() != other.size() || !first.containsAll(other)) {
                  return false;
                }
              }
              return true;
            }));
    all.put(
        "$setIsSubset",
        Function.of(
            "$setIsSubset",
            2,
            2,
            (v, scope) ->
                set("$setIsSubset", v[1], scope).containsAll(set("$setIsSubset", v[0], scope))));
    all.put(
        "$anyElementTrue",
        Function.one(
            "$anyElementTrue",
            value -> Given.array("$anyElementTrue", value).stream().anyMatch(Truth::of)));
    all.put(
        "$allElementsTrue",
        Function.one(
            "$allElementsTrue",
            value -> Given.array("$allElementsTrue", value).stream().allMatch(Truth::of)));
  }

  private static java.util.function.Predicate<Object> notIn(Set<Object> set) {
    return value -> !set.contains(value);
  }

  private static Set<Object> set(String name, Object value, Scope scope) {
    if (!(value instanceof Arr arr)) {
      throw new Flaw("All operands of " + name + " must be arrays");
    }
    scope.spend(arr.size());
    Set<Object> set = new TreeSet<>(Order::compare);
    set.addAll(arr);
    return set;
  }

  private static Arr arr(Set<Object> set) {
    return Arr.holding(java.util.Arrays.asList(set.toArray()));
  }
}
