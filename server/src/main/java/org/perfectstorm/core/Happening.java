package org.perfectstorm.core;

import java.util.Locale;

/**
 * What can happen to an object, or to who is in a group. Of several that a subscription wants its
 * job is told the first.
 */
public enum Happening {
  CREATED,
  DELETED,
  JOINED,
  LEFT,
  UPDATED;

  /** As the API says it: {@code created}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that the API calls so. */
  static Happening of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean isOfMember() {
    return this == JOINED || this == LEFT;
  }
}
