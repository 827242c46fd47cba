package org.perfectstorm.template;

import java.util.Iterator;
import java.util.Locale;

/** The keys, values or items of a dictionary, as it is when they are walked. */
record View(Kind kind, Mapping mapping) {
  enum Kind {
    KEYS,
    VALUES,
    ITEMS
  }

  String type() {
    return "dict_" + kind.name().toLowerCase(Locale.ROOT);
  }

  Iterator<Object> iterator() {
    Iterator<Tuple> entries = mapping.entries();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Object next() {
        Tuple entry = entries.next();
        return switch (kind) {
          case KEYS -> entry.get(0);
          case VALUES -> entry.get(1);
          case ITEMS -> entry;
        };
      }
    };
  }
}
