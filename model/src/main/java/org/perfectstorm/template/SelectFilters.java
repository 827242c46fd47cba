package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Filters that take another filter's or a test's name: map, select, reject and theirs. */
final class SelectFilters {
  private SelectFilters() {}

  static void addTo(Operations all) {
    all.add("map", "*, **", SelectFilters::map)
        .add("select", "*, **", (run, value, a) -> chosen(run, value, a, false, true))
        .add("reject", "*, **", (run, value, a) -> chosen(run, value, a, false, false))
        .add("selectattr", "*, **", (run, value, a) -> chosen(run, value, a, true, true))
        .add("rejectattr", "*, **", (run, value, a) -> chosen(run, value, a, true, false));
  }

  private static String name(Run run, Object value) {
    if (value instanceof String name) {
      return name;
    }
    throw new Fault("a filter's or test's name is needed here, not " + Repr.of(run, value));
  }

  private static Object map(Run run, Object value, Bound a) {
    if (!Truth.of(value)) {
      return new Generator(run, Collections.emptyIterator());
    }
    UnaryOperator<Object> change = change(run, a.more());
    Iterator<Object> elements = Iteration.over(run, value);
    return new Generator(
        run,
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return elements.hasNext();
          }

          @Override
          public Object next() {
            return change.apply(elements.next());
          }
        });
  }

  private static UnaryOperator<Object> change(Run run, Args args) {
    if (args.positional().isEmpty()) {
      Map<String, Object> named = new LinkedHashMap<>(args.named());
      if (!named.containsKey("attribute")) {
        throw new Fault("map requires a filter argument");
      }
      Object attribute = named.remove("attribute");
      Object fallback = named.remove("default");
      if (!named.isEmpty()) {
        throw new Fault("Unexpected keyword argument '" + named.keySet().iterator().next() + "'");
      }
      return Getter.of(run, attribute, fallback);
    }
    Operations.Entry filter = Filters.ALL.find(name(run, args.positional().getFirst()), -1);
    Args rest = args.from(1);
    return element -> filter.apply(run, element, rest);
  }

  private static Object chosen(Run run, Object value, Bound a, boolean attribute, boolean wanted) {
    if (!Truth.of(value)) {
      return new Generator(run, Collections.emptyIterator());
    }
    List<Object> positional = new ArrayList<>(a.more().positional());
    if (attribute && positional.isEmpty()) {
      throw new Fault("Missing parameter for attribute name");
    }
    Getter getter = Getter.of(run, attribute ? positional.removeFirst() : null, null);
    Predicate<Object> test = Truth::of;
    if (!positional.isEmpty()) {
      Operations.Entry entry = Checks.ALL.find(name(run, positional.removeFirst()), -1);
      Args rest = new Args(positional, a.more().named());
      test = element -> Truth.of(entry.apply(run, element, rest));
    }
    Predicate<Object> decides = test;
    return new Generator(
        run, chosen(Iteration.over(run, value), e -> decides.test(getter.apply(e)) == wanted));
  }

  /** The elements that pass a test, found when asked for. */
  static Iterator<Object> chosen(Iterator<Object> elements, Predicate<Object> test) {
    return new Iterator<>() {
      private Object next;
      private boolean found;

      @Override
      public boolean hasNext() {
        while (!found && elements.hasNext()) {
          next = elements.next();
          found = test.test(next);
        }
        return found;
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        found = false;
        return next;
      }
    };
  }
}
