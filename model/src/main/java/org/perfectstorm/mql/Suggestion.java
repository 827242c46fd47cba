package org.perfectstorm.mql;

import java.util.Collection;
import org.perfectstorm.value.Spelling;

/** What a misspelt name was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** {@code " (did you mean $exists?)"}, or nothing if no known name is near. */
  static String among(Collection<String> known, String name) {
    String nearest = Spelling.nearest(name, known);
    return nearest == null ? "" : " (did you mean " + nearest + "?)";
  }
}
