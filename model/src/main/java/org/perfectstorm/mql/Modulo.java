package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Numbers;

/** {@code $mod}: the value, cut to a whole number, leaves this remainder. */
record Modulo(long divisor, long remainder) implements Operator {
  @Override
  public boolean accepts(Object value) {
    if (!Numbers.is(value)) {
      return false;
    }
    Long whole = Numbers.whole(value);
    return whole != null && whole % divisor == remainder;
  }
}
