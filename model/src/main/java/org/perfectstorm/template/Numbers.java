package org.perfectstorm.template;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Python's numbers: whole ones are Long where they fit, else BigInteger; others are Double. A
 * Boolean counts as 0 or 1.
 */
final class Numbers {
  /** Whole numbers may have so many decimal digits, as in Python's int(). */
  static final int MAX_DIGITS = 4300;

  /** ... which are about so many bits. */
  private static final int MAX_BITS = 14_284;

  private static final double EXACT = 1L << 53;

  private Numbers() {}

  static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
  }

  /** A Boolean as a number; others as they are. */
  static Object plain(Object number) {
    return number instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : number;
  }

  /** The smallest form of a whole number; too large ones are refused. */
  static Object whole(BigInteger number) {
    if (number.bitLength() < 64) {
      return number.longValue();
    }
    roomFor(number.bitLength());
    return number;
  }

  static void roomFor(long bits) {
    if (bits > MAX_BITS) {
      throw new Fault("number too large: more than " + MAX_DIGITS + " digits");
    }
  }

  static BigInteger big(Object whole) {
    return switch (whole) {
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
      case null, default ->
          throw new Fault("an integer is required (got type " + Types.name(whole) + ")");
    };
  }

  static double toDouble(Object number) {
    return switch (number) {
      case Double value -> value;
      case Long value -> value;
      case Boolean truth -> truth ? 1 : 0;
      case BigInteger value -> {
        double near = value.doubleValue();
        if (Double.isInfinite(near)) {
          throw new Fault("int too large to convert to float");
        }
        yield near;
      }
      case null, default -> throw new Fault("must be real number, not " + Types.name(number));
    };
  }

  /** Whole part of a double. */
  static Object truncate(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new Fault(
          "cannot convert float " + (Double.isNaN(number) ? "NaN" : "infinity") + " to integer");
    }
    return whole(new BigDecimal(number).toBigInteger());
  }

  /** Compares exactly; null where one is no number at all (NaN). */
  static Integer compare(Object a, Object b) {
    Object left = plain(a);
    Object right = plain(b);
    if (left instanceof Long x && right instanceof Long y) {
      return x.compareTo(y);
    }
    if (left instanceof Double x && right instanceof Double y) {
      return doubles(x, y);
    }
    if (left instanceof Double x) {
      return mixed(x, right);
    }
    if (right instanceof Double y) {
      Integer order = mixed(y, left);
      return order == null ? null : -order;
    }
    return big(left).compareTo(big(right));
  }

  private static Integer doubles(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? null : (Integer) (a < b ? -1 : a > b ? 1 : 0);
  }

  private static Integer mixed(double a, Object whole) {
    if (Double.isNaN(a)) {
      return null;
    }
    if (Double.isInfinite(a)) {
      return a > 0 ? 1 : -1;
    }
    if (whole instanceof Long number && Math.abs(number) < EXACT && number != Long.MIN_VALUE) {
      return doubles(a, number.doubleValue());
    }
    return new BigDecimal(a).compareTo(new BigDecimal(big(whole)));
  }

  /** The whole number of a text in a radix, underscores and blanks as Python allows; else null. */
  static Object parseWhole(String text, int radix) {
    String digits = Text.strip(text, null);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (radix != 10 && digits.length() > 2 && digits.charAt(0) == '0') {
      int prefix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> -1;
          };
      if (prefix == radix || (radix == 0 && prefix > 0)) {
        digits = digits.substring(2);
        radix = prefix;
      }
    }
    int actual = radix == 0 ? 10 : radix;
    if (!groups(digits, actual)) {
      return null;
    }
    String plain = digits.replace("_", "");
    if (plain.length() > MAX_DIGITS) {
      throw new Fault("number too large: more than " + MAX_DIGITS + " digits");
    }
    BigInteger number = new BigInteger(plain, actual);
    return whole(negative ? number.negate() : number);
  }

  private static boolean groups(String digits, int radix) {
    boolean digit = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '_' ? !digit : Character.digit(c, radix) < 0) {
        return false;
      }
      digit = c != '_';
    }
    return digit;
  }

  /** The number of a text as Python's float() reads it, or null. */
  static Double parseDouble(String text) {
    String number = Text.strip(text, null).toLowerCase(java.util.Locale.ROOT);
    String unsigned =
        number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
    double sign = number.startsWith("-") ? -1 : 1;
    return switch (unsigned) {
      case "inf", "infinity" -> sign * Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default ->
          isDecimal(unsigned)
              ? (Double) (sign * Double.parseDouble(unsigned.replace("_", "")))
              : null;
    };
  }

  private static boolean isDecimal(String unsigned) {
    int at = digits(unsigned, 0);
    boolean any = at > 0;
    if (at < unsigned.length() && unsigned.charAt(at) == '.') {
      int end = digits(unsigned, at + 1);
      any |= end > at + 1;
      at = end;
    }
    if (any && at < unsigned.length() && unsigned.charAt(at) == 'e') {
      int start = at + 1;
      if (start < unsigned.length() && "+-".indexOf(unsigned.charAt(start)) >= 0) {
        start++;
      }
      at = digits(unsigned, start);
      any = at > start;
    }
    return any && at == unsigned.length() && unsigned.length() <= 2 * MAX_DIGITS;
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length()
        && (isDigit(text.charAt(at))
            || (text.charAt(at) == '_'
                && at > start
                && isDigit(text.charAt(at - 1))
                && at + 1 < text.length()
                && isDigit(text.charAt(at + 1))))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
