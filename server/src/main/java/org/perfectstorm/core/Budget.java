package org.perfectstorm.core;

/**
 * How many objects the queries of one rendering may look at, and how long that may take: what it
 * costs to look at one is up to the query. They are not counted by the template engine, and a few
 * hundred of them in a large cloud would keep everybody waiting. For one thread.
 */
final class Budget {
  private static final int MOST = 5_000_000;

  private static final int MOST_SECONDS = 2;

  private final long start = System.nanoTime();
  private int left = MOST;

  /** Takes what a query is about to look at. */
  void spend(int objects) {
    if (objects > left) {
      throw new IllegalStateException(
          "the queries of this template look at more than " + MOST + " objects");
    }
    left -= objects;
    checkTime();
  }

  /** To be called for each object that a query looks at. */
  void checkTime() {
    if (System.nanoTime() - start > MOST_SECONDS * 1_000_000_000L) {
      throw new IllegalStateException(
          "the queries of this template take longer than " + MOST_SECONDS + " s");
    }
  }
}
