package org.perfectstorm.mql.expr;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.bson.types.Decimal128;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Numbers;

/** Adding, multiplying, powers, angles. The widest type of the operands is that of the result. */
final class Arithmetic {
  private Arithmetic() {}

  static void addTo(Map<String, Function> all) {
    all.put("$add", Function.of("$add", 0, Integer.MAX_VALUE, (values, _) -> add(values)));
    all.put("$multiply", Function.of("$multiply", 0, Integer.MAX_VALUE, (v, _) -> multiply(v)));
    all.put("$subtract", Function.of("$subtract", 2, 2, (v, _) -> subtract(v[0], v[1])));
    all.put("$divide", Function.of("$divide", 2, 2, (v, _) -> divide(v[0], v[1])));
    all.put("$mod", Function.of("$mod", 2, 2, (v, _) -> mod(v[0], v[1])));
    all.put("$pow", Function.of("$pow", 2, 2, (v, _) -> pow(v[0], v[1])));
    all.put("$log", Function.of("$log", 2, 2, (v, _) -> log(v[0], v[1])));
    all.put("$abs", Function.oneOrNull("$abs", Arithmetic::abs));
    real(all, "$exp", Math::exp);
    real(all, "$ln", value -> Math.log(positive("$ln", value)));
    real(all, "$log10", value -> Math.log10(positive("$log10", value)));
    real(all, "$sqrt", value -> value < 0 ? bad("$sqrt", value) : Math.sqrt(value));
    real(all, "$sin", value -> Math.sin(finite("$sin", value)));
    real(all, "$cos", value -> Math.cos(finite("$cos", value)));
    real(all, "$tan", value -> Math.tan(finite("$tan", value)));
    real(all, "$asin", value -> Math.abs(value) > 1 ? bad("$asin", value) : Math.asin(value));
    real(all, "$acos", value -> Math.abs(value) > 1 ? bad("$acos", value) : Math.acos(value));
    real(all, "$atan", Math::atan);
    real(all, "$sinh", Math::sinh);
    real(all, "$cosh", Math::cosh);
    real(all, "$tanh", Math::tanh);
    real(all, "$asinh", value -> Math.copySign(asinh(Math.abs(value)), value));
    real(
        all,
        "$acosh",
        value -> value < 1 ? bad("$acosh", value) : Math.log(value + Math.sqrt(value * value - 1)));
    real(
        all,
        "$atanh",
        value ->
            Math.abs(value) > 1 ? bad("$atanh", value) : Math.log((1 + value) / (1 - value)) / 2);
    real(all, "$degreesToRadians", value -> value * (Math.PI / 180));
    real(all, "$radiansToDegrees", value -> value * (180 / Math.PI));
    all.put(
        "$atan2",
        Function.of(
            "$atan2",
            2,
            2,
            (v, _) ->
                Given.anyNull(v) ? null : Math.atan2(real("$atan2", v[0]), real("$atan2", v[1]))));
    bits(all, "$bitAnd", -1, (a, b) -> a & b);
    bits(all, "$bitOr", 0, (a, b) -> a | b);
    bits(all, "$bitXor", 0, (a, b) -> a ^ b);
    all.put("$bitNot", Function.oneOrNull("$bitNot", Arithmetic::bitNot));
  }

  /** The sum of two numbers, in the wider of their types. */
  static Object plus(Object a, Object b) {
    if (a instanceof Decimal128 || b instanceof Decimal128) {
      return decimal(a, b, BigDecimal::add);
    }
    if (a instanceof Double || b instanceof Double) {
      return Numbers.real(a) + Numbers.real(b);
    }
    long left = ((Number) a).longValue();
    long right = ((Number) b).longValue();
    long sum = left + right;
    boolean overflows = ((left ^ sum) & (right ^ sum)) < 0;
    return overflows ? (Object) ((double) left + right) : whole(sum, a, b);
  }

  static Object divide(Object a, Object b) {
    if (Given.anyNull(a, b)) {
      return null;
    }
    Given.number("$divide", a);
    if (Numbers.compare(Given.number("$divide", b), 0) == 0) {
      throw new Flaw("can't $divide by zero");
    }
    return a instanceof Decimal128 || b instanceof Decimal128
        ? decimal(a, b, (x, y) -> x.divide(y, MathContext.DECIMAL128))
        : (Object) (Numbers.real(a) / Numbers.real(b));
  }

  private static Object add(Object[] values) {
    Object sum = 0;
    Instant date = null;
    for (Object value : values) {
      if (Given.isNull(value)) {
        return null;
      }
      if (value instanceof Instant instant) {
        if (date != null) {
          throw new Flaw("only one date allowed in an $add expression");
        }
        date = instant;
      } else {
        sum = plus(sum, Given.number("$add", value));
      }
    }
    return date == null ? sum : shifted(date, sum, 1);
  }

  private static Instant shifted(Instant date, Object millis, int sign) {
    Object rounded = Rounding.round(millis, 0);
    Long by = Numbers.isFinite(rounded) ? Numbers.whole(rounded) : null;
    if (by == null) {
      throw new Flaw("date overflow");
    }
    try {
      return Instant.ofEpochMilli(Math.addExact(date.toEpochMilli(), Math.multiplyExact(sign, by)));
    } catch (ArithmeticException e) {
      throw new Flaw("date overflow");
    }
  }

  private static Object multiply(Object[] values) {
    Object product = 1;
    for (Object value : values) {
      if (Given.isNull(value)) {
        return null;
      }
      product = times(product, Given.number("$multiply", value));
    }
    return product;
  }

  private static Object times(Object a, Object b) {
    if (a instanceof Decimal128 || b instanceof Decimal128) {
      return decimal(a, b, BigDecimal::multiply);
    }
    if (a instanceof Double || b instanceof Double) {
      return Numbers.real(a) * Numbers.real(b);
    }
    long left = ((Number) a).longValue();
    long right = ((Number) b).longValue();
    boolean fits = Math.multiplyHigh(left, right) == (left * right) >> 63;
    return fits ? whole(left * right, a, b) : (Object) ((double) left * right);
  }

  private static Object subtract(Object a, Object b) {
    if (Given.anyNull(a, b)) {
      return null;
    }
    if (a instanceof Instant date) {
      return b instanceof Instant other
          ? (Object) (date.toEpochMilli() - other.toEpochMilli())
          : shifted(date, Given.number("$subtract", b), -1);
    }
    Given.number("$subtract", a);
    return Numbers.isWhole(Given.number("$subtract", b))
            && ((Number) b).longValue() == Long.MIN_VALUE
        ? plus(Numbers.isWhole(a) ? Numbers.real(a) : a, -Numbers.real(b))
        : plus(a, times(b, -1));
  }

  private static Object mod(Object a, Object b) {
    if (Given.anyNull(a, b)) {
      return null;
    }
    Given.number("$mod", a);
    if (Numbers.compare(Given.number("$mod", b), 0) == 0) {
      throw new Flaw("can't $mod by zero");
    }
    if (a instanceof Decimal128 || b instanceof Decimal128) {
      return decimal(a, b, BigDecimal::remainder);
    }
    return a instanceof Double || b instanceof Double
        ? (Object) (Numbers.real(a) % Numbers.real(b))
        : whole(((Number) a).longValue() % ((Number) b).longValue(), a, b);
  }

  private static Object pow(Object a, Object b) {
    if (Given.anyNull(a, b)) {
      return null;
    }
    double base = real("$pow", a);
    double exponent = real("$pow", b);
    if (base == 0 && exponent < 0) {
      throw new Flaw("$pow cannot take a base of 0 and a negative exponent");
    }
    double power = Math.pow(base, exponent);
    if (a instanceof Decimal128 || b instanceof Decimal128) {
      return decimal(power);
    }
    boolean exact =
        Numbers.isWhole(a) && Numbers.isWhole(b) && exponent >= 0 && Math.abs(power) < 0x1p53;
    return exact ? whole((long) power, a, b) : (Object) power;
  }

  private static Object log(Object a, Object b) {
    if (Given.anyNull(a, b)) {
      return null;
    }
    double base = real("$log", b);
    if (base <= 0 || base == 1) {
      throw new Flaw("$log's base must be a positive number not equal to 1");
    }
    return Math.log(positive("$log", real("$log", a))) / Math.log(base);
  }

  private static Object abs(Object value) {
    return switch (Given.number("$abs", value)) {
      case Integer whole when whole == Integer.MIN_VALUE -> -whole.longValue();
      case Integer whole -> Math.abs(whole);
      case Long whole when whole == Long.MIN_VALUE ->
          throw new Flaw("can't take $abs of long long min");
      case Long whole -> Math.abs(whole);
      case Double real -> Math.abs(real);
      default -> Numbers.compare(value, 0) < 0 ? times(value, -1) : value;
    };
  }

  private static Object bitNot(Object value) {
    return switch (value) {
      case Integer whole -> ~whole;
      case Long whole -> ~whole;
      default -> throw Given.wrong("$bitNot", "an int or a long", value);
    };
  }

  private static void bits(
      Map<String, Function> all, String name, int start, LongBinaryOperator operator) {
    all.put(
        name,
        Function.of(
            name,
            0,
            Integer.MAX_VALUE,
            (values, _) -> {
              Object result = start;
              for (Object value : values) {
                if (Given.isNull(value)) {
                  return null;
                }
                if (!Numbers.isWhole(value)) {
                  throw Given.wrong(name, "ints or longs", value);
                }
                long bits =
                    operator.applyAsLong(
                        ((Number) result).longValue(), ((Number) value).longValue());
                result = whole(bits, result, value);
              }
              return result;
            }));
  }

  private static void real(Map<String, Function> all, String name, DoubleUnaryOperator function) {
    all.put(
        name,
        Function.oneOrNull(
            name,
            value -> {
              double result = function.applyAsDouble(real(name, value));
              return value instanceof Decimal128 ? decimal(result) : (Object) result;
            }));
  }

  private static double real(String name, Object value) {
    return Numbers.real(Given.number(name, value));
  }

  private static double asinh(double value) {
    return Math.log(value + Math.sqrt(value * value + 1));
  }

  private static double positive(String name, double value) {
    return value <= 0 ? bad(name, value) : value;
  }

  private static double finite(String name, double value) {
    return Double.isInfinite(value) ? bad(name, value) : value;
  }

  private static double bad(String name, double value) {
    throw new Flaw(name + " cannot be taken of " + value);
  }

  /** A whole result: an int if it fits and both operands are ints, else a long. */
  private static Object whole(long value, Object a, Object b) {
    boolean ints = a instanceof Integer && b instanceof Integer && value == (int) value;
    return ints ? (Object) (int) value : (Object) value;
  }

  private static Object decimal(double value) {
    return Double.isFinite(value)
        ? new Decimal128(new BigDecimal(value, MathContext.DECIMAL128))
        : Double.isNaN(value)
            ? Decimal128.NaN
            : value > 0 ? Decimal128.POSITIVE_INFINITY : Decimal128.NEGATIVE_INFINITY;
  }

  private static Object decimal(Object a, Object b, BinaryOperator<BigDecimal> operator) {
    if (!Numbers.isFinite(a) || !Numbers.isFinite(b)) {
      return Decimal128.NaN;
    }
    return decimal(operator.apply(Numbers.exact(a), Numbers.exact(b)));
  }

  /** A decimal rounded to its 34 digits. */
  static Decimal128 decimal(BigDecimal value) {
    try {
      return new Decimal128(value.round(MathContext.DECIMAL128));
    } catch (NumberFormatException e) {
      return value.scale() > 0
          ? Decimal128.POSITIVE_ZERO
          : value.signum() < 0 ? Decimal128.NEGATIVE_INFINITY : Decimal128.POSITIVE_INFINITY;
    }
  }
}
