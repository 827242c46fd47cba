package org.perfectstorm.template;

import java.util.List;
import java.util.Map;

/** The arguments of a call. */
record Args(List<Object> positional, Map<String, Object> named) {
  static final Args NONE = new Args(List.of(), Map.of());

  /** Without the first positional ones. */
  Args from(int index) {
    return new Args(positional.subList(index, positional.size()), named);
  }

  boolean isEmpty() {
    return positional.isEmpty() && named.isEmpty();
  }
}
