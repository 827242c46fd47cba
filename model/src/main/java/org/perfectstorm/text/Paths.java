package org.perfectstorm.text;

import java.util.List;

/** Paths into documents, as people write them: {@code group.query.$or[0].image}. */
public final class Paths {
  private Paths() {}

  /**
   * Writes a path.
   *
   * @param steps keys and, as decimal numbers, list indexes
   */
  public static String written(List<String> steps) {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      if (isIndex(step)) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }

  private static boolean isIndex(String step) {
    for (int i = 0; i < step.length(); i++) {
      if (step.charAt(i) < '0' || step.charAt(i) > '9') {
        return false;
      }
    }
    return !step.isEmpty();
  }
}
