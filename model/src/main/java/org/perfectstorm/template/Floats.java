package org.perfectstorm.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How Python writes floats. */
final class Floats {
  private Floats() {}

  /** As repr: the shortest digits that give the same float. */
  static String repr(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    return shaped(shortest(number), 16, false, true, 'e');
  }

  /** Java writes two digits even where one is enough, as in 5e-324. */
  private static BigDecimal shortest(double number) {
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
      return one.doubleValue() == number ? one : digits;
    }
    return digits;
  }

  /** As {@code %f}: so many digits after the point. */
  static String fixed(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return repr(number);
    }
    String text =
        new BigDecimal(number).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return negativeZero(number, text);
  }

  /** As {@code %e}: one digit before the point, so many after it. */
  static String exponent(double number, int precision, char e) {
    BigDecimal exact = new BigDecimal(number);
    if (number != 0) {
      exact = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    }
    String digits = exact.unscaledValue().abs().toString();
    int power = number == 0 ? 0 : digits.length() - 1 - exact.scale();
    StringBuilder padded = new StringBuilder(digits);
    while (padded.length() < precision + 1) {
      padded.append('0');
    }
    String fraction = padded.substring(1, precision + 1);
    String sign = exact.signum() < 0 || (number == 0 && 1 / number < 0) ? "-" : "";
    return sign + padded.charAt(0) + (precision == 0 ? "" : "." + fraction) + power(power, e);
  }

  /**
   * As {@code %g}: so many significant digits, an exponent where it is shorter.
   *
   * @param keepZeros do not drop zeros at the end ({@code #})
   * @param pointZero a whole number ends in {@code .0}
   */
  static String general(
      double number, int precision, boolean keepZeros, boolean pointZero, char e) {
    int digits = Math.max(precision, 1);
    if (number == 0) {
      String zero = keepZeros && digits > 1 ? "0." + "0".repeat(digits - 1) : "0";
      return negativeZero(number, pointZero && !keepZeros ? "0.0" : zero);
    }
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (keepZeros && rounded.precision() < digits) {
      rounded = rounded.setScale(rounded.scale() + digits - rounded.precision());
    }
    return shaped(rounded, pointZero ? digits - 1 : digits, keepZeros, pointZero, e);
  }

  /** Decimal digits with or without an exponent; {@code most} places before it is needed. */
  private static String shaped(
      BigDecimal number, int most, boolean keepZeros, boolean pointZero, char e) {
    BigDecimal shown = keepZeros ? number : number.stripTrailingZeros();
    String digits = shown.unscaledValue().abs().toString();
    int point = digits.length() - shown.scale();
    String sign = shown.signum() < 0 ? "-" : "";
    if (point <= -4 || point > most) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      return sign + digits.charAt(0) + fraction + power(point - 1, e);
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return sign + digits + "0".repeat(point - digits.length()) + (pointZero ? ".0" : "");
    }
    return sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String power(int power, char e) {
    int size = Math.abs(power);
    return e + (power < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  private static String negativeZero(double number, String text) {
    boolean negative = number < 0 || (number == 0 && 1 / number < 0);
    return negative && !text.startsWith("-") ? "-" + text : text;
  }

  /** As round(): to so many decimal places, halves to the even neighbour. */
  static double round(double number, long places) {
    if (Double.isNaN(number) || Double.isInfinite(number) || places > 323) {
      return number;
    }
    if (places < -309) {
      return Math.copySign(0.0, number);
    }
    double rounded =
        new BigDecimal(number).setScale((int) places, RoundingMode.HALF_EVEN).doubleValue();
    if (Double.isInfinite(rounded)) {
      throw new Fault("rounded value too large to represent");
    }
    return Math.copySign(rounded, number);
  }
}
