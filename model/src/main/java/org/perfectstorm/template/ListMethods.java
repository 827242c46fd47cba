package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Methods of lists and tuples. */
final class ListMethods {
  static final Operations TUPLE =
      new Operations("method")
          .add("count", "value", ListMethods::count)
          .add("index", "value, start=0, stop=None", ListMethods::index);

  static final Operations LIST =
      new Operations("method")
          .add("count", "value", ListMethods::count)
          .add("index", "value, start=0, stop=None", ListMethods::index)
          .add("copy", "", (run, self, a) -> new ListValue(Iteration.list(run, self)))
          .add("append", "object", ListMethods::append)
          .add("extend", "iterable", ListMethods::extend)
          .add("insert", "index, object", ListMethods::insert)
          .add("pop", "index=-1", ListMethods::pop)
          .add("remove", "value", ListMethods::remove)
          .add("reverse", "", ListMethods::reverse)
          .add("sort", "key=None, reverse=False", ListMethods::sort)
          .add(
              "clear",
              "",
              (run, self, a) -> {
                changeable(self).clear();
                return null;
              });

  private ListMethods() {}

  private static List<Object> changeable(Object self) {
    if (self instanceof ListValue list) {
      return list.elements;
    }
    throw new Fault("this list was given to the template and cannot be changed: use a copy()");
  }

  private static Object count(Run run, Object self, Bound a) {
    long count = 0;
    for (Object element : Iteration.list(run, self)) {
      if (Equality.sameOrEqual(run, element, a.get(0))) {
        count++;
      }
    }
    return count;
  }

  private static Object index(Run run, Object self, Bound a) {
    Sequence list = (Sequence) self;
    int size = list.size();
    int start = a.whole(1) < 0 ? Math.max(0, a.whole(1) + size) : a.whole(1);
    int stop = a.has(2) ? a.whole(2) < 0 ? a.whole(2) + size : Math.min(size, a.whole(2)) : size;
    for (int i = start; i < stop; i++) {
      if (Equality.sameOrEqual(run, list.get(i), a.get(0))) {
        return (long) i;
      }
    }
    throw new Fault(Repr.of(run, a.get(0)) + " is not in " + list.type());
  }

  private static Object append(Run run, Object self, Bound a) {
    run.step();
    changeable(self).add(a.get(0));
    return null;
  }

  private static Object extend(Run run, Object self, Bound a) {
    changeable(self).addAll(Iteration.list(run, a.get(0)));
    return null;
  }

  private static Object insert(Run run, Object self, Bound a) {
    List<Object> list = changeable(self);
    int index = a.whole(0) < 0 ? a.whole(0) + list.size() : a.whole(0);
    run.steps(1 + list.size() / 16);
    list.add(Math.clamp(index, 0, list.size()), a.get(1));
    return null;
  }

  private static Object pop(Run run, Object self, Bound a) {
    List<Object> list = changeable(self);
    int index = Lookup.index((long) a.whole(0), list.size());
    if (index < 0) {
      throw new Fault(list.isEmpty() ? "pop from empty list" : "pop index out of range");
    }
    run.steps(1 + (list.size() - index) / 16);
    return list.remove(index);
  }

  private static Object remove(Run run, Object self, Bound a) {
    List<Object> list = changeable(self);
    for (int i = 0; i < list.size(); i++) {
      if (Equality.sameOrEqual(run, list.get(i), a.get(0))) {
        list.remove(i);
        return null;
      }
    }
    throw new Fault("list.remove(x): x not in list");
  }

  private static Object reverse(Run run, Object self, Bound a) {
    run.steps(changeable(self).size());
    Collections.reverse(changeable(self));
    return null;
  }

  private static Object sort(Run run, Object self, Bound a) {
    List<Object> list = changeable(self);
    if (a.has(0)) {
      throw new Fault("sort(): a key function cannot be given here; use |sort(attribute='...')");
    }
    List<Object> sorted = Ordering.sorted(run, new ArrayList<>(list), e -> e, a.truth(1));
    list.clear();
    list.addAll(sorted);
    return null;
  }
}
