package org.perfectstorm.template;

import java.math.BigInteger;
import java.util.List;

/**
 * The arguments of one call, in the order of its signature.
 *
 * @param more further positional and named ones
 */
record Bound(Run run, String owner, List<String> names, List<Object> values, Args more) {
  Object get(int index) {
    return values.get(index);
  }

  /** Whether the argument is something else than None. */
  boolean has(int index) {
    return values.get(index) != null;
  }

  boolean truth(int index) {
    return Truth.of(values.get(index));
  }

  /** A string; anything else is refused. */
  String string(int index) {
    if (Undefined.refuse(values.get(index)) instanceof String text) {
      return text;
    }
    throw new Fault(
        owner + ": '" + names.get(index) + "' must be str, not " + Types.name(values.get(index)));
  }

  /** A string, or null for None. */
  String stringOrNone(int index) {
    return values.get(index) == null ? null : string(index);
  }

  /** Anything as the string that it prints as. */
  String text(int index) {
    return Repr.text(run, values.get(index));
  }

  /** A whole number, cut to what fits into an int: beyond that all are alike. */
  int whole(int index) {
    return Math.clamp(number(index), -Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** A whole number, cut to what fits into a long. */
  long number(int index) {
    if (Numbers.isWhole(Undefined.refuse(values.get(index)))) {
      BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
      return Numbers.big(values.get(index)).max(most.negate()).min(most).longValue();
    }
    throw new Fault(
        owner
            + ": '"
            + names.get(index)
            + "' must be a whole number, not "
            + Types.name(values.get(index)));
  }
}
