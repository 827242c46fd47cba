package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What goes through the elements of arrays: {@code $map}, {@code $filter}, {@code $reduce}, ... */
final class Loops {
  private Loops() {}

  static void addTo(Map<String, Function> all) {
    all.put("$map", Loops::map);
    all.put("$filter", Loops::filter);
    all.put("$reduce", Loops::reduce);
    all.put("$zip", Loops::zip);
    all.put("$sortArray", Loops::sort);
  }

  private static Doc described(String name, Object operand, List<String> needed, List<String> may) {
    if (!(operand instanceof Doc doc)) {
      throw new Flaw(name + " only supports an object as its argument");
    }
    for (String key : needed) {
      if (!doc.has(key)) {
        throw new Flaw("Missing '" + key + "' parameter to " + name);
      }
    }
    for (String key : doc.shape().keys()) {
      if (!needed.contains(key) && !may.contains(key)) {
        throw new Flaw("Unrecognized parameter to " + name + ": " + key).at("." + key);
      }
    }
    return doc;
  }

  private static String variable(String name, Doc doc) {
    return doc.has("as") ? Given.text(name, doc.get("as")) : "this";
  }

  private static Term map(Object operand, Reader reader) {
    Doc doc = described("$map", operand, List.of("input", "in"), List.of("as"));
    String name = variable("$map", doc);
    Term input = reader.readAt(".input", doc.get("input"));
    Term in = reader.readWith(List.of(name), doc.get("in"));
    return scope -> {
      Object value = input.of(scope);
      if (Given.isNull(value)) {
        return null;
      }
      List<Object> mapped = new ArrayList<>();
      for (Object element : Given.array("$map", value)) {
        scope.spend(1);
        Object made = in.of(scope.with(name, element));
        mapped.add(made == Missing.MISSING ? null : made);
      }
      return Arr.holding(mapped);
    };
  }

  private static Term filter(Object operand, Reader reader) {
    Doc doc = described("$filter", operand, List.of("input", "cond"), List.of("as", "limit"));
    String name = variable("$filter", doc);
    Term input = reader.readAt(".input", doc.get("input"));
    Term cond = reader.readWith(List.of(name), doc.get("cond"));
    Term limit = doc.has("limit") ? reader.readAt(".limit", doc.get("limit")) : null;
    return scope -> {
      Object value = input.of(scope);
      if (Given.isNull(value)) {
        return null;
      }
      Object most = limit == null ? null : limit.of(scope);
      int left = Given.isNull(most) ? Integer.MAX_VALUE : Given.whole("$filter", most);
      if (left < 1) {
        throw new Flaw("$filter: limit must be greater than 0: " + left);
      }
      List<Object> kept = new ArrayList<>();
      for (Object element : Given.array("$filter", value)) {
        scope.spend(1);
        if (kept.size() < left && Truth.of(cond.of(scope.with(name, element)))) {
          kept.add(element);
        }
      }
      return Arr.holding(kept);
    };
  }

  private static Term reduce(Object operand, Reader reader) {
    Doc doc = described("$reduce", operand, List.of("input", "initialValue", "in"), List.of());
    Term input = reader.readAt(".input", doc.get("input"));
    Term initial = reader.readAt(".initialValue", doc.get("initialValue"));
    Term in = reader.readWith(List.of("this", "value"), doc.get("in"));
    return scope -> {
      Object value = input.of(scope);
      if (Given.isNull(value)) {
        return null;
      }
      Object result = initial.of(scope);
      for (Object element : Given.array("$reduce", value)) {
        scope.spend(1);
        result = in.of(scope.with("this", element).with("value", result));
      }
      return result;
    };
  }

  private static Term zip(Object operand, Reader reader) {
    Doc doc =
        described("$zip", operand, List.of("inputs"), List.of("useLongestLength", "defaults"));
    if (!(doc.get("inputs") instanceof Arr inputs) || inputs.isEmpty()) {
      throw new Flaw("$zip: inputs must be a non-empty array of expressions");
    }
    boolean longest = Boolean.TRUE.equals(doc.get("useLongestLength"));
    List<Term> arrays = reader.arguments("$zip", inputs, 1, Integer.MAX_VALUE);
    List<Term> defaults =
        doc.has("defaults")
            ? reader.arguments("$zip", doc.get("defaults"), 0, Integer.MAX_VALUE)
            : List.of();
    if (!defaults.isEmpty() && (!longest || defaults.size() != arrays.size())) {
      throw new Flaw("$zip: defaults need useLongestLength, and must be as many as the inputs");
    }
    return scope -> {
      List<Arr> all = new ArrayList<>();
      for (Term array : arrays) {
        Object value = array.of(scope);
        if (Given.isNull(value)) {
          return null;
        }
        all.add(Given.array("$zip", value));
      }
      var sizes = all.stream().mapToInt(Arr::size);
      int rows = longest ? sizes.max().orElse(0) : sizes.min().orElse(0);
      scope.spend((long) rows * all.size());
      List<Object> zipped = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        List<Object> tuple = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          Object missing = defaults.isEmpty() ? null : defaults.get(i).of(scope);
          tuple.add(row < all.get(i).size() ? all.get(i).get(row) : missing);
        }
        zipped.add(Arr.holding(tuple));
      }
      return Arr.holding(zipped);
    };
  }

  private static Term sort(Object operand, Reader reader) {
    Doc doc = described("$sortArray", operand, List.of("input", "sortBy"), List.of());
    Term input = reader.readAt(".input", doc.get("input"));
    Comparator<Object> order = order(doc.get("sortBy"));
    return scope -> {
      Object value = input.of(scope);
      if (Given.isNull(value)) {
        return null;
      }
      List<Object> sorted = new ArrayList<>(Given.array("$sortArray", value));
      scope.spend(sorted.size());
      sorted.sort(order);
      return Arr.holding(sorted);
    };
  }

  private static Comparator<Object> order(Object sortBy) {
    if (!(sortBy instanceof Doc fields)) {
      int sign = sign(sortBy);
      return (a, b) -> sign * Order.compare(a, b);
    }
    Comparator<Object> order = (_, _) -> 0;
    for (Map.Entry<String, Object> field : fields) {
      Field path = Field.of(field.getKey());
      int sign = sign(field.getValue());
      order = order.thenComparing((a, b) -> sign * Order.compare(inside(path, a), inside(path, b)));
    }
    return order;
  }

  private static Object inside(Field path, Object value) {
    Object found = value instanceof Doc doc ? path.in(doc, new Scope(doc)) : null;
    return found == Missing.MISSING ? null : found;
  }

  private static int sign(Object order) {
    if (Numbers.is(order) && Numbers.compare(order, 1) == 0) {
      return 1;
    }
    if (Numbers.is(order) && Numbers.compare(order, -1) == 0) {
      return -1;
    }
    throw new Flaw("$sortArray: sortBy must be 1, -1 or an object of fields with 1 or -1");
  }
}
