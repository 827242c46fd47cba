package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A dictionary. */
sealed interface Mapping permits Dict, GivenDoc {
  int size();

  /** The value of a key, or {@link TemplateObject#MISSING}. */
  Object get(Run run, Object key);

  /** The keys and values in order, as {@link Tuple}s of two; fails if changed on the way. */
  Iterator<Tuple> entries();

  /** The keys that are strings. */
  default List<String> names() {
    List<String> names = new ArrayList<>();
    entries()
        .forEachRemaining(
            entry -> {
              if (entry.get(0) instanceof String name) {
                names.add(name);
              }
            });
    return names;
  }
}
