package org.perfectstorm.mql;

import org.perfectstorm.value.Arr;

/** {@code $size}: an array of so many elements. */
record Size(int wanted) implements Operator {
  @Override
  public boolean accepts(Object value) {
    return value instanceof Arr arr && arr.size() == wanted;
  }

  @Override
  public boolean entersArrays() {
    return false;
  }
}
