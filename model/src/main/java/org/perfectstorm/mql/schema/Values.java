package org.perfectstorm.mql.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.regex.Regex;
import org.perfectstorm.mql.schema.Schema.Check;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** What keywords ask of single values. Each only looks at values of its own kind. */
final class Values {
  private Values() {}

  static Check atLeast(Object limit, boolean exclusive) {
    return value -> !Numbers.is(value) || Numbers.compare(value, limit) >= (exclusive ? 1 : 0);
  }

  static Check atMost(Object limit, boolean exclusive) {
    return value -> !Numbers.is(value) || Numbers.compare(value, limit) <= (exclusive ? -1 : 0);
  }

  static Check multipleOf(Object divisor) {
    return value ->
        !Numbers.is(value)
            || (Numbers.isFinite(value)
                && Numbers.exact(value).remainder(Numbers.exact(divisor)).signum() == 0);
  }

  static Check lengthFrom(long least) {
    return value -> !(value instanceof String text) || length(text) >= least;
  }

  static Check lengthTo(long most) {
    return value -> !(value instanceof String text) || length(text) <= most;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static Check matching(String pattern) {
    Regex regex = Regex.compile(pattern, "");
    return value -> !(value instanceof String text) || regex.foundIn(text);
  }

  static Check itemsFrom(long least) {
    return value -> !(value instanceof Arr arr) || arr.size() >= least;
  }

  static Check itemsTo(long most) {
    return value -> !(value instanceof Arr arr) || arr.size() <= most;
  }

  static Check items(List<Schema> first, Schema rest) {
    return value -> {
      if (value instanceof Arr arr) {
        for (int i = 0; i < arr.size(); i++) {
          if (!(i < first.size() ? first.get(i) : rest).allows(arr.get(i))) {
            return false;
          }
        }
      }
      return true;
    };
  }

  static Check unique() {
    return value -> {
      TreeSet<Object> seen = new TreeSet<>(Order::compare);
      return !(value instanceof Arr arr) || arr.stream().allMatch(item -> seen.add(sorted(item)));
    };
  }

  static Check propertiesFrom(long least) {
    return value -> !(value instanceof Doc doc) || doc.size() >= least;
  }

  static Check propertiesTo(long most) {
    return value -> !(value instanceof Doc doc) || doc.size() <= most;
  }

  static Check oneOf(Arr wanted) {
    TreeSet<Object> values = new TreeSet<>(Order::compare);
    wanted.forEach(value -> values.add(sorted(value)));
    return value -> values.contains(sorted(value));
  }

  /** The value with the fields of objects in one order: here, order does not count. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Doc doc -> {
        List<Map.Entry<String, Object>> entries = new ArrayList<>();
        doc.forEach(entries::add);
        entries.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        DocBuilder builder = new DocBuilder();
        entries.forEach(entry -> builder.put(entry.getKey(), sorted(entry.getValue())));
        yield builder.build();
      }
      case Arr arr -> {
        List<Object> elements = new ArrayList<>(arr.size());
        arr.forEach(element -> elements.add(sorted(element)));
        yield Arr.holding(elements);
      }
      case null, default -> value;
    };
  }
}
