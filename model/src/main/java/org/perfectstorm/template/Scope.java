package org.perfectstorm.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that a part of a template sees: its own, then those around it. */
final class Scope {
  private final Scope parent;
  private Map<String, Object> names;

  Scope(Scope parent) {
    this.parent = parent;
  }

  void set(String name, Object value) {
    if (names == null) {
      names = new HashMap<>();
    }
    names.put(name, value);
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      if (scope.names != null && scope.names.containsKey(name)) {
        return scope.names.get(name);
      }
    }
    return new Undefined("'" + name + "' is undefined", name, this::all);
  }

  private Set<String> all() {
    Set<String> all = new HashSet<>();
    for (Scope scope = this; scope != null; scope = scope.parent) {
      if (scope.names != null) {
        all.addAll(scope.names.keySet());
      }
    }
    return all;
  }
}
