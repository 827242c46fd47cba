package org.perfectstorm.mql.regex;

/** Where a pattern was found in a text. Immutable. */
public final class Found {
  private final int[] bounds;
  private final int groups;

  Found(int[] bounds, int groups) {
    this.bounds = bounds;
    this.groups = groups;
  }

  /** Where the match begins. */
  public int start() {
    return bounds[0];
  }

  /** Where the match ends. */
  public int end() {
    return bounds[1];
  }

  /** How many groups the pattern has. */
  public int groups() {
    return groups;
  }

  /** Where a group begins, from 1; -1 if it took no part in the match. */
  public int start(int group) {
    return bounds[2 * group + 1] < 0 ? -1 : bounds[2 * group];
  }

  /** Where a group ends. */
  public int end(int group) {
    return bounds[2 * group + 1];
  }
}
