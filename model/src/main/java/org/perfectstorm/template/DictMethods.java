package org.perfectstorm.template;

import java.util.Iterator;

/** Methods of dictionaries. */
final class DictMethods {
  static final Operations ALL = new Operations("method");

  static {
    ALL.add("get", "key, default=None", (run, self, a) -> get(run, self, a.get(0), a.get(1)))
        .add("keys", "", (run, self, a) -> new View(View.Kind.KEYS, (Mapping) self))
        .add("values", "", (run, self, a) -> new View(View.Kind.VALUES, (Mapping) self))
        .add("items", "", (run, self, a) -> new View(View.Kind.ITEMS, (Mapping) self))
        .add("copy", "", (run, self, a) -> copy(run, (Mapping) self))
        .add("update", "other=None, **", DictMethods::update)
        .add("setdefault", "key, default=None", DictMethods::setDefault)
        .add("pop", "key, *", DictMethods::pop)
        .add("popitem", "", DictMethods::popItem)
        .add(
            "clear",
            "",
            (run, self, a) -> {
              changeable(self).clear();
              return null;
            });
  }

  private DictMethods() {}

  private static Object get(Run run, Object self, Object key, Object fallback) {
    Object value = ((Mapping) self).get(run, key);
    return value instanceof TemplateObject.Missing ? fallback : value;
  }

  static Dict copy(Run run, Mapping mapping) {
    Dict copy = new Dict();
    copy.putAll(run, mapping);
    return copy;
  }

  private static Dict changeable(Object self) {
    if (self instanceof Dict dict) {
      return dict;
    }
    throw new Fault(
        "this dictionary was given to the template and cannot be changed: use a copy()");
  }

  private static Object update(Run run, Object self, Bound a) {
    Dict dict = changeable(self);
    if (a.has(0)) {
      fill(run, dict, a.get(0));
    }
    a.more().named().forEach((key, value) -> dict.put(run, key, value));
    return null;
  }

  /** Puts in a dictionary's entries, or those of a sequence of pairs. */
  static void fill(Run run, Dict dict, Object source) {
    if (source instanceof Mapping mapping) {
      dict.putAll(run, mapping);
      return;
    }
    for (Iterator<Object> pairs = Iteration.over(run, source); pairs.hasNext(); ) {
      Object pair = pairs.next();
      var entry = Iteration.isIterable(pair) ? Iteration.list(run, pair) : null;
      if (entry == null || entry.size() != 2) {
        throw new Fault("a dictionary is made of pairs, not of " + Repr.of(run, pair));
      }
      dict.put(run, entry.get(0), entry.get(1));
    }
  }

  private static Object setDefault(Run run, Object self, Bound a) {
    Dict dict = changeable(self);
    Object there = dict.get(run, a.get(0));
    if (!(there instanceof TemplateObject.Missing)) {
      return there;
    }
    dict.put(run, a.get(0), a.get(1));
    return a.get(1);
  }

  private static Object pop(Run run, Object self, Bound a) {
    Object removed = changeable(self).remove(run, a.get(0));
    if (!(removed instanceof TemplateObject.Missing)) {
      return removed;
    }
    if (a.more().positional().isEmpty()) {
      throw new Fault("no key " + Repr.of(run, a.get(0)) + " to pop");
    }
    return a.more().positional().getFirst();
  }

  private static Object popItem(Run run, Object self, Bound a) {
    Tuple last = changeable(self).removeLast();
    if (last == null) {
      throw new Fault("popitem(): dictionary is empty");
    }
    return last;
  }
}
