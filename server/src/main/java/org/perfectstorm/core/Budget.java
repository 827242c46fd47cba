package org.perfectstorm.core;

/**
 * How many objects the queries of one rendering may look at. They are not counted by the template
 * engine, and a few hundred of them in a large cloud would keep everybody waiting. For one thread.
 */
final class Budget {
  private static final int MOST = 5_000_000;

  private int left = MOST;

  /** Takes what a query is about to look at. */
  void spend(int objects) {
    if (objects > left) {
      throw new IllegalStateException(
          "the queries of this template look at more than " + MOST + " objects");
    }
    left -= objects;
  }
}
