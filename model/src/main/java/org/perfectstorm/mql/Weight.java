package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * How large a query is: its keys and texts by their characters, and each value as a few more. What
 * one evaluation costs grows with it.
 */
final class Weight {
  private static final int MOST = 1 << 16;
  private static final int OF_A_VALUE = 4;

  private Weight() {}

  /**
   * Refuses a query that is too large.
   *
   * @throws Flaw if it is
   */
  static void check(Doc query) {
    if (of(query) > MOST) {
      throw new Flaw("a query of more than " + MOST + " characters");
    }
  }

  private static long of(Object value) {
    long weight = OF_A_VALUE;
    switch (value) {
      case Doc doc -> {
        for (int i = 0; i < doc.size() && weight <= MOST; i++) {
          weight += doc.key(i).length() + of(doc.at(i));
        }
      }
      case Arr arr -> {
        for (int i = 0; i < arr.size() && weight <= MOST; i++) {
          weight += of(arr.get(i));
        }
      }
      case String text -> weight += text.length();
      case null, default -> {}
    }
    return weight;
  }
}
