package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.mql.bson.Missing;

/**
 * Accepts nothing, and so is shown every value that a path leads to. The only operator with a
 * memory: for one thread.
 */
final class Collect implements Operator {
  private final List<Object> values = new ArrayList<>();
  private final boolean entersArrays;

  /** Shows an array at the end of a path as its elements and as itself. */
  Collect() {
    this(true);
  }

  private Collect(boolean entersArrays) {
    this.entersArrays = entersArrays;
  }

  /** Shows an array at the end of a path as it is. */
  static Collect wholeArrays() {
    return new Collect(false);
  }

  @Override
  public boolean entersArrays() {
    return entersArrays;
  }

  /** The values that a path leads to in a document, arrays and their elements; none if missing. */
  List<Object> along(Path path, Object root) {
    values.clear();
    path.leadsTo(this, root);
    return values;
  }

  @Override
  public boolean accepts(Object value) {
    if (value != Missing.MISSING) {
      values.add(value);
    }
    return false;
  }
}
