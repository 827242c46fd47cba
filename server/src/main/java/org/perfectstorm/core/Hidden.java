package org.perfectstorm.core;

import org.perfectstorm.store.Change;
import org.perfectstorm.value.Doc;

/**
 * How what an object keeps to itself is stored: inside the object, under one key that no schema
 * has, so that both are kept or lost together. In memory the two are apart.
 */
final class Hidden {
  private static final String KEY = Change.HIDDEN;

  private Hidden() {}

  /** An object as it is stored; null for null. */
  static Doc join(Doc object, Doc hidden) {
    return object == null || hidden.isEmpty() ? object : object.with(KEY, hidden);
  }

  /** What a stored object keeps to itself; empty for nothing. */
  static Doc of(Doc stored) {
    return stored.doc(KEY);
  }

  /** A stored object without what it keeps to itself. */
  static Doc without(Doc stored) {
    return stored.without(KEY);
  }
}
