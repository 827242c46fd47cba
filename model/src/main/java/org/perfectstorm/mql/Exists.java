package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Missing;

/** {@code $exists: true}: there is a value, be it null. */
record Exists() implements Operator {
  @Override
  public boolean accepts(Object value) {
    return value != Missing.MISSING;
  }

  @Override
  public boolean entersArrays() {
    return false;
  }
}
