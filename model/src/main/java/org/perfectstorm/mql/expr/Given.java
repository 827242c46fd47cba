package org.perfectstorm.mql.expr;

import org.bson.BsonUndefined;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Looks at the values that operators get. */
final class Given {
  /** In place of an optional argument that the expression does not give. */
  static final Object NOT =
      new Object() {
        @Override
        public String toString() {
          return "not given";
        }
      };

  private Given() {}

  /** Whether the value is null or there is none. */
  static boolean isNull(Object value) {
    return value == null || value == Missing.MISSING || value instanceof BsonUndefined;
  }

  static boolean anyNull(Object... values) {
    for (Object value : values) {
      if (isNull(value)) {
        return true;
      }
    }
    return false;
  }

  static boolean isGiven(Object value) {
    return value != NOT;
  }

  /** The value, or another if none was given. */
  static Object or(Object value, Object other) {
    return value == NOT ? other : value;
  }

  static String text(String name, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a string", value);
  }

  static Arr array(String name, Object value) {
    if (value instanceof Arr arr) {
      return arr;
    }
    throw wrong(name, "an array", value);
  }

  static Doc doc(String name, Object value) {
    if (value instanceof Doc doc) {
      return doc;
    }
    throw wrong(name, "an object", value);
  }

  static Object number(String name, Object value) {
    if (Numbers.is(value)) {
      return value;
    }
    throw wrong(name, "numbers", value);
  }

  /** A whole number that fits into 32 bits. */
  static int whole(String name, Object value) {
    if (Numbers.is(value) && Numbers.isIntegral(value)) {
      Long whole = Numbers.whole(value);
      if (whole != null && whole == whole.intValue()) {
        return whole.intValue();
      }
    }
    throw wrong(name, "a 32-bit integer", value);
  }

  static int natural(String name, Object value) {
    int whole = whole(name, value);
    if (whole < 0) {
      throw new Flaw(name + " needs a non-negative number, found " + whole);
    }
    return whole;
  }

  static Flaw wrong(String name, String needed, Object value) {
    return new Flaw(name + " needs " + needed + ", found " + Kind.of(value).alias());
  }
}
