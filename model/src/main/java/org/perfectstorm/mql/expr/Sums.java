package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.value.Arr;

/** What looks at many values: of several arguments, or of one that is an array. */
final class Sums {
  private Sums() {}

  static void addTo(Map<String, Function> all) {
    add(all, "$sum", Sums::sum);
    add(all, "$avg", Sums::average);
    add(all, "$min", values -> extreme(values, -1));
    add(all, "$max", values -> extreme(values, 1));
    add(all, "$stdDevPop", values -> deviation(values, 0));
    add(all, "$stdDevSamp", values -> deviation(values, 1));
  }

  private interface OfMany {
    Object apply(List<Object> values);
  }

  private static void add(Map<String, Function> all, String name, OfMany function) {
    all.put(
        name,
        (operand, reader) -> {
          List<Term> terms = reader.arguments(name, operand, 0, Integer.MAX_VALUE);
          return scope -> {
            List<Object> values = new ArrayList<>();
            for (Term term : terms) {
              values.add(term.of(scope));
            }
            if (values.size() == 1 && values.getFirst() instanceof Arr arr) {
              scope.spend(arr.size());
              values = arr;
            }
            return function.apply(values);
          };
        });
  }

  private static Object sum(List<Object> values) {
    Object sum = 0;
    for (Object value : values) {
      sum = Numbers.is(value) ? Arithmetic.plus(sum, value) : sum;
    }
    return sum;
  }

  private static Object average(List<Object> values) {
    long count = values.stream().filter(Numbers::is).count();
    return count == 0 ? null : Arithmetic.divide(sum(values), count);
  }

  private static Object extreme(List<Object> values, int sign) {
    Object found = null;
    for (Object value : values) {
      if (!Given.isNull(value)
          && (found == null || Integer.signum(Order.compare(value, found)) == sign)) {
        found = value;
      }
    }
    return found;
  }

  private static Object deviation(List<Object> values, int less) {
    double[] numbers = values.stream().filter(Numbers::is).mapToDouble(Numbers::real).toArray();
    if (numbers.length <= less) {
      return null;
    }
    double mean = 0;
    for (double number : numbers) {
      mean += number / numbers.length;
    }
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    return Math.sqrt(squares / (numbers.length - less));
  }
}
