package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Order;

/** {@code $eq}: the same value; null is equal to nothing being there. */
record Equal(Object wanted) implements Operator {
  /** The quickest operator for equality with a value. */
  static Operator to(Object wanted) {
    return wanted instanceof String text ? new EqualText(text) : new Equal(wanted);
  }

  @Override
  public boolean accepts(Object value) {
    if (wanted == null) {
      return value == null || Kind.rankOf(value) == Kind.MISSING.rank();
    }
    return value != null && value != Missing.MISSING && Order.equal(wanted, value);
  }
}
