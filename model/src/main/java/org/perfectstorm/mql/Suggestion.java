package org.perfectstorm.mql;

import java.util.Collection;
import java.util.Comparator;

/** What a misspelt name was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** {@code " (did you mean $exists?)"}, or nothing if no known name is near. */
  static String among(Collection<String> known, String name) {
    if (name.length() > 40) {
      return "";
    }
    int most = name.length() <= 4 ? 1 : 2;
    return known.stream()
        .filter(candidate -> !candidate.equals(name) && distance(candidate, name) <= most)
        .min(
            Comparator.comparingInt((String candidate) -> distance(candidate, name))
                .thenComparing(Comparator.naturalOrder()))
        .map(candidate -> " (did you mean " + candidate + "?)")
        .orElse("");
  }

  /** How many letters to insert, delete or change to come from one to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
