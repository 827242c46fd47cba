package org.perfectstorm.api.files;

import java.util.Collection;
import java.util.List;

/** What a misspelt name was probably meant to be. */
final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /** The nearest of some names, or null if none is near. */
  static String nearest(String name, Collection<String> known) {
    List<String> longer =
        known.stream()
            .filter(each -> name.length() > 2 && each.startsWith(name))
            .distinct()
            .toList();
    if (longer.size() == 1) {
      return longer.getFirst();
    }
    int least = name.length() <= 4 ? 2 : 3;
    String nearest = null;
    if (name.length() <= LONGEST) {
      for (String candidate : known) {
        if (Math.abs(candidate.length() - name.length()) < least) {
          int distance = distance(name.toLowerCase(), candidate.toLowerCase());
          if (distance < least && distance < candidate.length()) {
            least = distance;
            nearest = candidate;
          }
        }
      }
    }
    return nearest;
  }

  /** How many letters to insert, drop, change or swap to come from one to the other. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : distance(a, b, i, j, table);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int distance(String a, String b, int i, int j, int[][] table) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(
            table[i - 1][j - 1] + (same ? 0 : 1), Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
