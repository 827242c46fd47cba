package org.perfectstorm.mql;

import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * {@code $elemMatch}: an array with an element for which the clause holds.
 *
 * @param documents whether the clause is a query on the fields of elements that are documents;
 *     otherwise it is about the elements themselves. An array among the elements counts as a
 *     document with the keys 0, 1, ..., as in MongoDB.
 */
record ElementMatch(Clause element, boolean documents) implements Operator {
  @Override
  public boolean accepts(Object value) {
    if (value instanceof Arr arr) {
      for (int i = 0; i < arr.size(); i++) {
        Object inner = arr.get(i);
        if ((!documents || inner instanceof Doc || inner instanceof Arr)
            && element.matches(inner)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean entersArrays() {
    return false;
  }
}
