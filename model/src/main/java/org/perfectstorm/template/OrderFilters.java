package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Filters that compare elements with each other. */
final class OrderFilters {
  private OrderFilters() {}

  static void addTo(Operations all) {
    all.add("sort", "reverse=False, case_sensitive=False, attribute=None", OrderFilters::sort)
        .add("dictsort", "case_sensitive=False, by='key', reverse=False", OrderFilters::dictSort)
        .add("unique", "case_sensitive=False, attribute=None", OrderFilters::unique)
        .add("groupby", "attribute, default=None, case_sensitive=False", OrderFilters::groupBy)
        .add(
            "min",
            "case_sensitive=False, attribute=None",
            (run, value, a) -> extreme(run, value, a, Relation.LESS))
        .add(
            "max",
            "case_sensitive=False, attribute=None",
            (run, value, a) -> extreme(run, value, a, Relation.GREATER));
  }

  private static Object sort(Run run, Object value, Bound a) {
    return new ListValue(
        Ordering.sorted(
            run, Iteration.list(run, value), Getter.key(run, a.get(2), a.truth(1)), a.truth(0)));
  }

  private static Object dictSort(Run run, Object value, Bound a) {
    if (!(Undefined.refuse(value) instanceof Mapping mapping)) {
      throw new Fault("dictsort() needs a dictionary, not " + Types.name(value));
    }
    String by = a.string(1);
    if (!by.equals("key") && !by.equals("value")) {
      throw new Fault("You can only sort by either \"key\" or \"value\"");
    }
    int index = by.equals("key") ? 0 : 1;
    boolean caseSensitive = a.truth(0);
    return new ListValue(
        Ordering.sorted(
            run,
            Iteration.list(run, new View(View.Kind.ITEMS, mapping)),
            entry -> Getter.cased(((Tuple) entry).get(index), caseSensitive),
            a.truth(2)));
  }

  private static Object unique(Run run, Object value, Bound a) {
    UnaryOperator<Object> key = Getter.key(run, a.get(1), a.truth(0));
    Set<Object> seen = new HashSet<>();
    List<Object> unique = new ArrayList<>();
    for (Iterator<Object> elements = Iteration.over(run, value); elements.hasNext(); ) {
      Object element = elements.next();
      if (seen.add(Hash.of(run, key.apply(element)))) {
        unique.add(element);
      }
    }
    return new Generator(run, unique.iterator());
  }

  private static Object groupBy(Run run, Object value, Bound a) {
    boolean caseSensitive = a.truth(2);
    Getter getter = Getter.of(run, a.get(0), a.get(1));
    UnaryOperator<Object> key = element -> Getter.cased(getter.apply(element), caseSensitive);
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    Object last = null;
    for (Object element : Ordering.sorted(run, Iteration.list(run, value), key, false)) {
      Object next = key.apply(element);
      if (group.isEmpty() || !Equality.equal(run, last, next)) {
        group = new ArrayList<>();
        last = next;
        Object grouper = Undefined.refuse(getter.apply(element));
        groups.add(
            new Tuple(Arrays.asList(grouper, new ListValue(group)), List.of("grouper", "list")));
      }
      group.add(element);
    }
    return new ListValue(groups);
  }

  private static Object extreme(Run run, Object value, Bound a, Relation relation) {
    UnaryOperator<Object> key = Getter.key(run, a.get(1), a.truth(0));
    Iterator<Object> elements = Iteration.over(run, value);
    if (!elements.hasNext()) {
      return new Undefined("No aggregated item, sequence was empty.");
    }
    Object best = elements.next();
    Object bestKey = key.apply(best);
    while (elements.hasNext()) {
      Object element = elements.next();
      Object elementKey = key.apply(element);
      if (Ordering.holds(run, relation, elementKey, bestKey)) {
        best = element;
        bestKey = elementKey;
      }
    }
    return best;
  }
}
