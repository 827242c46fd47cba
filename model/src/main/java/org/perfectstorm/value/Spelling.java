package org.perfectstorm.value;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a misspelt name was probably meant to be. */
public final class Spelling {
  private static final int LONGEST = 64;

  /** Among more names it would take long to look. */
  private static final int MOST = 10_000;

  /** A beginning that says less could be that of anything. */
  private static final int BEGINNING = 3;

  private Spelling() {}

  /**
   * The nearest of some names: the only one that begins so, or one that differs in a letter or two,
   * two that are swapped counting as one; large and small ones are the same. Of several as near as
   * each other the first in the alphabet.
   *
   * @return null if none is near
   */
  public static String nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST || known.size() > MOST) {
      return null;
    }
    if (name.length() >= BEGINNING) {
      List<String> longer =
          known.stream()
              .filter(each -> each.startsWith(name) && !each.equals(name))
              .distinct()
              .limit(2)
              .toList();
      if (longer.size() == 1) {
        return longer.getFirst();
      }
    }
    String small = name.toLowerCase(Locale.ROOT);
    int least = name.length() <= 4 ? 2 : 3;
    String nearest = null;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - name.length()) < least + 1 && !candidate.equals(name)) {
        int distance = distance(small, candidate.toLowerCase(Locale.ROOT));
        boolean isNearer =
            distance < least
                || (distance == least && nearest != null && candidate.compareTo(nearest) < 0);
        if (isNearer && distance < candidate.length()) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /** How many letters to insert, drop, change or swap to come from one to the other. */
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
