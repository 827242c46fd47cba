package org.perfectstorm.mql.bson;

/** What stands where a document has no value, which is not the same as null. */
public enum Missing {
  /** No value. */
  MISSING
}
