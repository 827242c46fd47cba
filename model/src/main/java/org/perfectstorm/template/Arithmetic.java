package org.perfectstorm.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The operators of arithmetic, on numbers, strings and lists. */
final class Arithmetic {
  private Arithmetic() {}

  static Object apply(Run run, Operator operator, Object a, Object b) {
    Undefined.refuse(a);
    Undefined.refuse(b);
    if (operator == Operator.MODULO && a instanceof String format) {
      return new PercentFormat(run, format, b).run();
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return numbers(run, operator, Numbers.plain(a), Numbers.plain(b));
    }
    Object result =
        switch (operator) {
          case ADD -> joined(run, a, b);
          case MULTIPLY -> repeated(run, a, b);
          default -> null;
        };
    if (result != null) {
      return result;
    }
    if (operator == Operator.ADD && a instanceof String) {
      throw new Fault(
          "can only concatenate str (not \"" + Types.name(b) + "\") to str; ~ joins any values");
    }
    throw new Fault(
        "unsupported operand type(s) for "
            + (operator == Operator.POWER ? "** or pow()" : operator.symbol)
            + ": '"
            + Types.name(a)
            + "' and '"
            + Types.name(b)
            + "'");
  }

  static Object negative(Object value) {
    return switch (Numbers.plain(Undefined.refuse(value))) {
      case Long number when number != Long.MIN_VALUE -> -number;
      case Double number -> -number;
      case Number number -> Numbers.whole(Numbers.big(number).negate());
      case null, default ->
          throw new Fault("bad operand type for unary -: '" + Types.name(value) + "'");
    };
  }

  static Object positive(Object value) {
    if (Numbers.isNumber(Undefined.refuse(value))) {
      return Numbers.plain(value);
    }
    throw new Fault("bad operand type for unary +: '" + Types.name(value) + "'");
  }

  private static Object joined(Run run, Object a, Object b) {
    if (a instanceof String left && b instanceof String right) {
      run.room((long) left.length() + right.length());
      return left + right;
    }
    boolean lists = Sequence.isList(a) && Sequence.isList(b);
    if (lists || (a instanceof Tuple && b instanceof Tuple)) {
      List<Object> elements = new ArrayList<>();
      append(run, elements, (Sequence) a);
      append(run, elements, (Sequence) b);
      return lists ? new ListValue(elements) : new Tuple(elements);
    }
    return null;
  }

  private static void append(Run run, List<Object> elements, Sequence sequence) {
    run.steps(sequence.size());
    for (int i = 0; i < sequence.size(); i++) {
      elements.add(sequence.get(i));
    }
  }

  private static Object repeated(Run run, Object a, Object b) {
    if (Numbers.isWhole(a) && !Numbers.isNumber(b)) {
      return repeated(run, b, a);
    }
    boolean repeatable = a instanceof String || Sequence.isList(a) || a instanceof Tuple;
    if (!repeatable || !Numbers.isWhole(b)) {
      return null;
    }
    BigInteger count = Numbers.big(b).max(BigInteger.ZERO);
    // More than any limit allows is as good as this many.
    long times = count.bitLength() > 31 ? Integer.MAX_VALUE : count.longValue();
    if (a instanceof String text) {
      run.room(text.length() * times);
      return text.isEmpty() ? "" : text.repeat((int) times);
    }
    Sequence sequence = (Sequence) a;
    run.steps(sequence.size() * times);
    List<Object> elements = new ArrayList<>();
    for (long i = 0; i < times && sequence.size() > 0; i++) {
      for (int j = 0; j < sequence.size(); j++) {
        elements.add(sequence.get(j));
      }
    }
    return a instanceof Tuple ? new Tuple(elements) : new ListValue(elements);
  }

  private static Object numbers(Run run, Operator operator, Object a, Object b) {
    if (a instanceof Double || b instanceof Double) {
      return doubles(operator, Numbers.toDouble(a), Numbers.toDouble(b));
    }
    if (operator == Operator.DIVIDE) {
      return divided(a, b);
    }
    if (operator == Operator.POWER) {
      return power(a, b);
    }
    if ((operator == Operator.FLOOR_DIVIDE || operator == Operator.MODULO)
        && Numbers.big(b).signum() == 0) {
      throw new Fault("integer division or modulo by zero");
    }
    if (a instanceof Long x && b instanceof Long y) {
      try {
        return switch (operator) {
          case ADD -> Math.addExact(x, y);
          case SUBTRACT -> Math.subtractExact(x, y);
          case MULTIPLY -> Math.multiplyExact(x, y);
          case FLOOR_DIVIDE -> Math.floorDivExact(x, y);
          case MODULO -> Math.floorMod(x, y);
          case DIVIDE, POWER -> throw new AssertionError(operator);
        };
      } catch (ArithmeticException overflow) {
        return bigs(run, operator, Numbers.big(a), Numbers.big(b));
      }
    }
    return bigs(run, operator, Numbers.big(a), Numbers.big(b));
  }

  private static Object bigs(Run run, Operator operator, BigInteger a, BigInteger b) {
    run.steps(1 + (a.bitLength() + b.bitLength()) / 64);
    return Numbers.whole(
        switch (operator) {
          case ADD -> a.add(b);
          case SUBTRACT -> a.subtract(b);
          case MULTIPLY -> {
            Numbers.roomFor((long) a.bitLength() + b.bitLength() - 1);
            yield a.multiply(b);
          }
          case FLOOR_DIVIDE -> {
            BigInteger[] parts = a.divideAndRemainder(b);
            boolean below = parts[1].signum() != 0 && parts[1].signum() != b.signum();
            yield below ? parts[0].subtract(BigInteger.ONE) : parts[0];
          }
          case MODULO -> {
            BigInteger rest = a.remainder(b);
            yield rest.signum() != 0 && rest.signum() != b.signum() ? rest.add(b) : rest;
          }
          case DIVIDE, POWER -> throw new AssertionError(operator);
        });
  }

  private static Object divided(Object a, Object b) {
    if (Numbers.big(b).signum() == 0) {
      throw new Fault("division by zero");
    }
    if (a instanceof Long x && b instanceof Long y && exact(x) && exact(y)) {
      return (double) x / (double) y;
    }
    if (Numbers.big(a).signum() == 0) {
      return Numbers.big(b).signum() < 0 ? -0.0 : 0.0;
    }
    double quotient =
        new BigDecimal(Numbers.big(a))
            .divide(new BigDecimal(Numbers.big(b)), new MathContext(60))
            .doubleValue();
    if (Double.isInfinite(quotient)) {
      throw new Fault("integer division result too large for a float");
    }
    return quotient;
  }

  private static boolean exact(long number) {
    return number > -(1L << 53) && number < 1L << 53;
  }

  private static Object power(Object a, Object b) {
    BigInteger base = Numbers.big(a);
    BigInteger exponent = Numbers.big(b);
    if (exponent.signum() < 0) {
      return doublePower(Numbers.toDouble(a), Numbers.toDouble(b));
    }
    if (base.bitLength() <= 1 && base.abs().compareTo(BigInteger.ONE) <= 0) {
      boolean one = exponent.signum() == 0 || (base.signum() < 0 && !exponent.testBit(0));
      return one ? (Object) 1L : Numbers.whole(base);
    }
    long bits = exponent.bitLength() > 31 ? Long.MAX_VALUE : exponent.longValue();
    Numbers.roomFor(bits > 1 << 20 ? bits : bits * (base.bitLength() - 1));
    return Numbers.whole(base.pow((int) bits));
  }

  private static Object doubles(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> {
        if (b == 0) {
          throw new Fault("float division by zero");
        }
        yield a / b;
      }
      case FLOOR_DIVIDE -> floorDivided(a, b);
      case MODULO -> modulo(a, b);
      case POWER -> doublePower(a, b);
    };
  }

  private static double modulo(double a, double b) {
    if (b == 0) {
      throw new Fault("float modulo");
    }
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(0.0, b);
    }
    return (b < 0) != (rest < 0) ? rest + b : rest;
  }

  private static double floorDivided(double a, double b) {
    if (b == 0) {
      throw new Fault("float floor division by zero");
    }
    double rest = a % b;
    double quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double doublePower(double a, double b) {
    if (a == 0 && b < 0) {
      throw new Fault("0.0 cannot be raised to a negative power");
    }
    if (a < 0 && !Double.isInfinite(a) && !Double.isInfinite(b) && Math.rint(b) != b) {
      throw new Fault("a negative number has no real power of " + Floats.repr(b));
    }
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    double power = Math.pow(a, b);
    if (Double.isInfinite(power) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw new Fault("(34, 'Numerical result out of range')");
    }
    return power;
  }
}
