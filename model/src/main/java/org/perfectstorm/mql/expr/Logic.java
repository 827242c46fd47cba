package org.perfectstorm.mql.expr;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.bson.Truth;

/** Comparison, which goes across all types here, and what joins truths. */
final class Logic {
  private Logic() {}

  static void addTo(Map<String, Function> all) {
    compare(all, "$eq", order -> order == 0);
    compare(all, "$ne", order -> order != 0);
    compare(all, "$lt", order -> order < 0);
    compare(all, "$lte", order -> order <= 0);
    compare(all, "$gt", order -> order > 0);
    compare(all, "$gte", order -> order >= 0);
    all.put("$cmp", Function.of("$cmp", 2, 2, (v, _) -> Integer.signum(Order.compare(v[0], v[1]))));
    all.put("$not", Function.one("$not", value -> !Truth.of(value)));
    all.put(
        "$and", (operand, reader) -> and(reader.arguments("$and", operand, 0, Integer.MAX_VALUE)));
    all.put("$or", (operand, reader) -> or(reader.arguments("$or", operand, 0, Integer.MAX_VALUE)));
  }

  private static void compare(Map<String, Function> all, String name, IntPredicate holds) {
    all.put(
        name,
        Function.of(name, 2, 2, (values, _) -> holds.test(Order.compare(values[0], values[1]))));
  }

  private static Term and(List<Term> terms) {
    return scope -> {
      for (Term term : terms) {
        if (!Truth.of(term.of(scope))) {
          return false;
        }
      }
      return true;
    };
  }

  private static Term or(List<Term> terms) {
    return scope -> {
      for (Term term : terms) {
        if (Truth.of(term.of(scope))) {
          return true;
        }
      }
      return false;
    };
  }
}
