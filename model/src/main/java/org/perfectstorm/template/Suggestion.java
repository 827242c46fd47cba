package org.perfectstorm.template;

import java.util.Collection;
import org.perfectstorm.value.Spelling;

/** What a misspelt name may have meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code ; did you mean 'x'?}, or nothing where no candidate is near. */
  static String of(String name, Collection<String> candidates) {
    String nearest = Spelling.nearest(name, candidates);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }
}
