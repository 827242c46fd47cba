package org.perfectstorm.mql;

import java.util.Collection;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;

/** What MongoDB knows and we do not take, and what nobody knows. */
final class Refused {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("$where", "it runs code; use $expr"),
          Map.entry("$function", "it runs code; use $expr"),
          Map.entry("$accumulator", "it runs code; use $expr"),
          Map.entry("$text", "there is no text index; use $regex"),
          Map.entry("$near", "there are no places"),
          Map.entry("$nearSphere", "there are no places"),
          Map.entry("$geoWithin", "there are no places"),
          Map.entry("$geoIntersects", "there are no places"),
          Map.entry("$within", "there are no places"),
          Map.entry("$sampleRate", "the same question must get the same answer"),
          Map.entry("$rand", "the same question must get the same answer"));

  private Refused() {}

  /** Whether MongoDB takes it beside fields, and we do not take it at all. */
  static boolean atTop(String name) {
    return name.equals("$where") || name.equals("$text") || name.equals("$sampleRate");
  }

  /** What to throw for an operator beside fields that we do not have. */
  static Flaw top(String name, Collection<String> known) {
    String reason = REASONS.get(name);
    return reason != null
        ? new Flaw("operator not supported: " + name + " (" + reason + ")")
        : new Flaw("unknown top level operator: " + name + Suggestion.among(known, name));
  }

  /** What to throw for an operator on a field that we do not have. */
  static Flaw operator(String name, Collection<String> known) {
    String reason = REASONS.get(name);
    return reason != null
        ? new Flaw("operator not supported: " + name + " (" + reason + ")")
        : new Flaw("unknown operator: " + name + Suggestion.among(known, name));
  }
}
