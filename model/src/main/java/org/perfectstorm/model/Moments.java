package org.perfectstorm.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Dates as clients of the first Perfect Storm know them: {@code 2018-05-01T11:12:13.123456},
 * without a zone. Ours are UTC, whatever the machine's zone: a time of day that comes twice in
 * autumn could not tell whether an agent is alive.
 */
public final class Moments {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

  private Moments() {}

  /** A moment in the API's form. */
  public static String text(Instant instant) {
    return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  /** The moment that a text in the API's form means. */
  public static Instant instant(String text) {
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** A text in ISO 8601, with a zone or in UTC, brought into the API's form; null if it is none. */
  public static String read(String text) {
    try {
      var parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      LocalDateTime date =
          parsed instanceof OffsetDateTime zoned
              ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
              : (LocalDateTime) parsed;
      return date.getYear() < 1 || date.getYear() > 9999 ? null : text(date);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String text(LocalDateTime date) {
    LocalDateTime exact = date.truncatedTo(ChronoUnit.MICROS);
    boolean whole = exact.equals(exact.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? SECONDS : MICROS).format(exact);
  }
}
