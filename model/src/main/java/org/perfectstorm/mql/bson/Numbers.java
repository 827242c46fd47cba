package org.perfectstorm.mql.bson;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.bson.types.Decimal128;

/** Numbers of MongoDB's four types, compared by their exact value. */
public final class Numbers {
  private Numbers() {}

  /** Whether the value is a number of one of the four types. */
  public static boolean is(Object value) {
    return value instanceof Integer
        || value instanceof Double
        || value instanceof Long
        || value instanceof Decimal128;
  }

  /** Whether the value is a whole number of a whole type. */
  public static boolean isWhole(Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  /** Whether the value is the double or the decimal NaN. */
  public static boolean isNaN(Object value) {
    return value instanceof Double number
        ? number.isNaN()
        : value instanceof Decimal128 decimal && decimal.isNaN();
  }

  /** Whether the number is neither NaN nor infinite. */
  public static boolean isFinite(Object number) {
    return number instanceof Double real
        ? !real.isNaN() && !real.isInfinite()
        : !(number instanceof Decimal128 decimal) || decimal.isFinite();
  }

  /** Compares two numbers; NaN is equal to itself and below all others. */
  public static int compare(Object a, Object b) {
    if (a instanceof Decimal128 || b instanceof Decimal128) {
      return compareDecimals(a, b);
    }
    if (a instanceof Double left) {
      return b instanceof Double right
          ? reals(left, right)
          : -wholeWithReal(((Number) b).longValue(), left);
    }
    long left = ((Number) a).longValue();
    return b instanceof Double right
        ? wholeWithReal(left, right)
        : Long.compare(left, ((Number) b).longValue());
  }

  /** Compares two doubles; zero has no sign. */
  private static int reals(double a, double b) {
    if (a == b) {
      return 0;
    }
    if (Double.isNaN(a)) {
      return Double.isNaN(b) ? 0 : -1;
    }
    return Double.isNaN(b) || a > b ? 1 : -1;
  }

  /** Compares a whole number with a double, exactly. */
  private static int wholeWithReal(long whole, double real) {
    if (Double.isNaN(real) || real < -0x1p63) {
      return 1;
    }
    if (real >= 0x1p63) {
      return -1;
    }
    long cut = (long) real;
    return whole != cut ? Long.compare(whole, cut) : Double.compare(cut + 0.0, real + 0.0);
  }

  /** The exact value of a finite number. */
  public static BigDecimal exact(Object number) {
    return switch (number) {
      case Double real -> new BigDecimal(real);
      case Decimal128 decimal -> exact(decimal);
      case Number whole -> BigDecimal.valueOf(whole.longValue());
      default -> throw new IllegalArgumentException("no number: " + number);
    };
  }

  /** The number cut to a whole one, or null if it is not finite or does not fit into 64 bits. */
  public static Long whole(Object number) {
    if (number instanceof Double real) {
      return real >= -0x1p63 && real < 0x1p63 ? Long.valueOf(real.longValue()) : null;
    }
    if (number instanceof Decimal128 decimal) {
      if (!decimal.isFinite()) {
        return null;
      }
      BigDecimal exact = exact(decimal);
      if (exact.precision() - exact.scale() > 20) {
        return null;
      }
      BigDecimal cut = exact.setScale(0, RoundingMode.DOWN);
      return cut.toBigInteger().bitLength() > 63 ? null : Long.valueOf(cut.longValue());
    }
    return ((Number) number).longValue();
  }

  /** Whether the number is finite and has no fraction. */
  public static boolean isIntegral(Object number) {
    return switch (number) {
      case Double real -> !real.isInfinite() && real == Math.rint(real);
      case Decimal128 decimal ->
          decimal.isFinite()
              && (exact(decimal).signum() == 0 || exact(decimal).stripTrailingZeros().scale() <= 0);
      default -> true;
    };
  }

  /** The number as a double, rounded. */
  public static double real(Object number) {
    if (number instanceof Decimal128 decimal) {
      if (decimal.isNaN()) {
        return Double.NaN;
      }
      if (decimal.isInfinite()) {
        return decimal.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      return exact(decimal).doubleValue();
    }
    return ((Number) number).doubleValue();
  }

  private static int compareDecimals(Object a, Object b) {
    if (isFinite(a) && isFinite(b)) {
      return exact(a).compareTo(exact(b));
    }
    return reals(isFinite(a) ? 0 : real(a), isFinite(b) ? 0 : real(b));
  }

  private static BigDecimal exact(Decimal128 decimal) {
    boolean zero = (decimal.getHigh() & 0x1FFFFFFFFFFFFL) == 0 && decimal.getLow() == 0;
    return zero ? BigDecimal.ZERO : decimal.bigDecimalValue();
  }
}
