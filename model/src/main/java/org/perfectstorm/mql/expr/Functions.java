package org.perfectstorm.mql.expr;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.mql.bson.Flaw;

/** All operators of expressions by name. */
final class Functions {
  private static final Map<String, Function> ALL = new HashMap<>();

  private static final Map<String, String> REFUSED =
      Map.of(
          "$function", "it runs code",
          "$accumulator", "it runs code",
          "$rand", "the same question must get the same answer",
          "$meta", "there is no text index");

  static {
    Logic.addTo(ALL);
    Conditions.addTo(ALL);
    Arithmetic.addTo(ALL);
    Rounding.addTo(ALL);
    Sums.addTo(ALL);
    Texts.addTo(ALL);
    TextSearch.addTo(ALL);
    Patterns.addTo(ALL);
    Arrays.addTo(ALL);
    Loops.addTo(ALL);
    Sets.addTo(ALL);
    Objects.addTo(ALL);
    Conversions.addTo(ALL);
    DateParts.addTo(ALL);
    DateTexts.addTo(ALL);
    DateSteps.addTo(ALL);
  }

  private Functions() {}

  static Function named(String name) {
    Function function = ALL.get(name);
    if (function != null) {
      return function;
    }
    String reason = REFUSED.get(name);
    throw new Flaw(
        reason != null
            ? "expression not supported: " + name + " (" + reason + ")"
            : "Unrecognized expression '" + name + "'");
  }

  /** The names of all of them. */
  static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }
}
