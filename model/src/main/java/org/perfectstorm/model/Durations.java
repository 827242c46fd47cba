package org.perfectstorm.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them: a number of seconds (90, 0.5), or numbers with units
 * ({@code "90s"}, {@code "500ms"}, {@code "5m"}, {@code "1h30m"}, {@code "30d"}).
 */
public final class Durations {
  /** Nothing here takes longer: ten years. */
  private static final double MOST_SECONDS = 10 * 365 * 86_400.0;

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,9})?");

  private Durations() {}

  /** What a number or text means; null if that is no length of time above zero, up to ten years. */
  public static Duration read(Object value) {
    double seconds =
        switch (value) {
          case Number number -> number.doubleValue();
          case String text -> seconds(text.strip());
          case null, default -> 0;
        };
    // Not a number compares to nothing, so it must not be let through by a negation.
    if (seconds > 0 && seconds <= MOST_SECONDS) {
      Duration read = Duration.ofNanos(Math.round(seconds * 1e9));
      return read.isZero() ? null : read;
    }
    return null;
  }

  /** In seconds, for messages: {@code 300 s}, {@code 0.5 s}. */
  public static String text(Duration duration) {
    String seconds =
        java.math.BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    return seconds + " s";
  }

  private static double seconds(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (!WHOLE.matcher(text).matches()) {
      return 0;
    }
    double seconds = 0;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
    }
    return seconds;
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "ms" -> 0.001;
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      default -> 86_400;
    };
  }
}
