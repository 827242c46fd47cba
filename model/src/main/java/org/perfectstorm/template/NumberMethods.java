package org.perfectstorm.template;

/** Methods of numbers. */
final class NumberMethods {
  static final Operations INT =
      new Operations("method")
          .add("bit_length", "", (run, self, a) -> (long) Numbers.big(self).abs().bitLength())
          .add("bit_count", "", (run, self, a) -> (long) Numbers.big(self).abs().bitCount())
          .add("conjugate", "", (run, self, a) -> Numbers.plain(self));

  static final Operations FLOAT =
      new Operations("method")
          .add(
              "is_integer",
              "",
              (run, self, a) -> Math.rint((Double) self) == (Double) self && finite((Double) self))
          .add("conjugate", "", (run, self, a) -> self);

  private NumberMethods() {}

  private static boolean finite(double number) {
    return !Double.isInfinite(number) && !Double.isNaN(number);
  }
}
