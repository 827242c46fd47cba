package org.perfectstorm.template;

import java.math.BigInteger;

/**
 * A number in a template.
 *
 * @param value a Long, BigInteger or Double
 * @param end where the text goes on
 */
record NumberLiteral(Object value, int end) {
  /** Reads a number at a digit; a fraction may be unwanted, as in {@code list.0.1}. */
  static NumberLiteral at(String source, int start, boolean fraction) {
    if (fraction) {
      int whole = digits(source, start);
      int end = whole;
      if (end < source.length() && source.charAt(end) == '.') {
        int decimals = digits(source, end + 1);
        end = decimals > end + 1 ? decimals : end;
      }
      int exponent = exponent(source, end);
      if (exponent > whole) {
        String text = source.substring(start, exponent).replace("_", "");
        return new NumberLiteral(Double.parseDouble(text), exponent);
      }
    }
    if (source.charAt(start) == '0') {
      int radix =
          switch (start + 1 < source.length() ? source.charAt(start + 1) : 0) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      int end = radix == 0 ? start : whole(source, start + 2, radix);
      if (radix != 0 && end > start + 2) {
        return number(source.substring(start + 2, end), radix, start, end);
      }
      end = start + 1;
      while (end < source.length() && (source.charAt(end) == '0' || source.startsWith("_0", end))) {
        end += source.charAt(end) == '0' ? 1 : 2;
      }
      return new NumberLiteral(0L, end);
    }
    int end = digits(source, start);
    return number(source.substring(start, end), 10, start, end);
  }

  private static NumberLiteral number(String text, int radix, int start, int end) {
    String digits = text.replace("_", "");
    if (digits.length() > Numbers.MAX_DIGITS) {
      throw new Fault("number too large: more than " + Numbers.MAX_DIGITS + " digits", start);
    }
    return new NumberLiteral(Numbers.whole(new BigInteger(digits, radix)), end);
  }

  /** After decimal digits with single underscores between them. */
  private static int digits(String source, int start) {
    return whole(source, start, 10);
  }

  private static int whole(String source, int start, int radix) {
    int end = start;
    while (end < source.length()) {
      char c = source.charAt(end);
      boolean joins = c == '_' && (end > start || radix != 10) && end + 1 < source.length();
      int at = joins ? end + 1 : end;
      char digit = source.charAt(at);
      if (digit > 'f' || Character.digit(digit, radix) < 0) {
        break;
      }
      end = at + 1;
    }
    return end;
  }

  /** After an exponent, or after what stands before if there is none. */
  private static int exponent(String source, int start) {
    if (start >= source.length() || (source.charAt(start) | 0x20) != 'e') {
      return start;
    }
    int at = start + 1;
    if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
      at++;
    }
    int end = digits(source, at);
    return end > at ? end : start;
  }
}
