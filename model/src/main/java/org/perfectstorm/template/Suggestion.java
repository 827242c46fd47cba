package org.perfectstorm.template;

import java.util.Collection;
import java.util.Locale;

/** What a misspelt name may have meant. */
final class Suggestion {
  /** Among more names nobody looks. */
  private static final int MOST = 1000;

  private Suggestion() {}

  /** {@code ; did you mean 'x'?}, or nothing where no candidate is near. */
  static String of(String name, Collection<String> candidates) {
    int allowed = name.length() < 3 ? 1 : name.length() < 6 ? 2 : 3;
    String best = null;
    int least = allowed + 1;
    if (name.length() <= 64 && candidates.size() <= MOST) {
      for (String candidate : candidates) {
        if (Math.abs(candidate.length() - name.length()) < least && !candidate.equals(name)) {
          int distance =
              distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
          if (distance < least && distance < name.length()) {
            best = candidate;
            least = distance;
          }
        }
      }
    }
    return best == null ? "" : "; did you mean '" + best + "'?";
  }

  /** How many letters to add, drop, replace or swap. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
