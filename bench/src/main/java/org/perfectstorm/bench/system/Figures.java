package org.perfectstorm.bench.system;

import java.util.Arrays;
import java.util.Locale;

/** Times in nanoseconds, for their median and the like. */
final class Figures {
  private final long[] nanos;

  Figures(long[] nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  /** In milliseconds, the value that a share of the times does not exceed. */
  double millis(double share) {
    return nanos[(int) Math.min(nanos.length - 1, Math.round(share * (nanos.length - 1)))] / 1e6;
  }

  double median() {
    return millis(0.5);
  }

  /** {@code 12.3}, with as many digits as are worth reading. */
  static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }
}
