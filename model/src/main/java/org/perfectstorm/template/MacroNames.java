package org.perfectstorm.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Which special names the macro bodies speak of that the parser is in. Used by one parser. */
final class MacroNames {
  private static final Set<String> SPECIAL = Set.of("caller", "varargs", "kwargs");

  private final Deque<Set<String>> bodies = new ArrayDeque<>();

  void enter() {
    bodies.push(new TreeSet<>());
  }

  Set<String> leave() {
    return Set.copyOf(bodies.pop());
  }

  /** An outer body counts as well: its inner one sees the outer's value. */
  void spoken(String name) {
    if (SPECIAL.contains(name)) {
      bodies.forEach(body -> body.add(name));
    }
  }
}
