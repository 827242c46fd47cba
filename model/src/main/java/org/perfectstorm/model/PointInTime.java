package org.perfectstorm.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment of the past, as people name it: by the number of an event, right after which it is, or
 * by a date.
 *
 * @param event the event's number; -1 if it is a date
 * @param date the date; null if it is an event's number
 */
public record PointInTime(long event, Instant date) {
  /** What {@link #parse} takes, for messages. */
  public static final String FORMS =
      "an instant (2026-01-31T12:00:00Z), a time ago (\"2 hours ago\", \"1h30m ago\") or the number"
          + " of an event";

  /** After all that has happened, whatever the clock says: it may have been put back. */
  private static final PointInTime NOW = of(999_999_999_999_999_999L);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern AGO = Pattern.compile("(.+?)\\s*\\bago");
  private static final Pattern WORDS = Pattern.compile("([0-9]{1,9})\\s*([a-z]+)");

  /** The moment right after an event. */
  public static PointInTime of(long event) {
    return new PointInTime(event, null);
  }

  /** A date. */
  public static PointInTime of(Instant date) {
    return new PointInTime(-1, date);
  }

  /** Whether it is a date. */
  public boolean isDate() {
    return date != null;
  }

  /**
   * What a text means; null if it means nothing. A date without a zone is UTC.
   *
   * @param now what is ago is counted from there
   */
  public static PointInTime parse(String text, Instant now) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(plain).matches()) {
      return of(Long.parseLong(plain));
    }
    Matcher ago = AGO.matcher(plain);
    if (ago.matches()) {
      Duration before = before(ago.group(1).strip());
      return before == null ? null : of(now.minus(before));
    }
    return switch (plain) {
      case "now" -> NOW;
      case "yesterday" -> of(now.minus(Duration.ofDays(1)));
      default -> date(plain);
    };
  }

  private static Duration before(String text) {
    Matcher words = WORDS.matcher(text);
    if (words.matches()) {
      long count = Long.parseLong(words.group(1));
      String unit = words.group(2);
      long seconds =
          switch (unit.length() > 1 && unit.endsWith("s")
              ? unit.substring(0, unit.length() - 1)
              : unit) {
            case "s", "sec", "second" -> 1;
            case "m", "min", "minute" -> 60;
            case "h", "hour" -> 3_600;
            case "d", "day" -> 86_400;
            case "w", "week" -> 7 * 86_400;
            default -> 0;
          };
      return seconds == 0 ? null : Duration.ofSeconds(count * seconds);
    }
    return Durations.read(text);
  }

  private static PointInTime date(String text) {
    try {
      String iso = text.toUpperCase(Locale.ROOT).replace(' ', 'T');
      if (!iso.contains("T")) {
        return of(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
      return of(
          parsed instanceof OffsetDateTime zoned
              ? zoned.toInstant()
              : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** As messages say it. */
  @Override
  public String toString() {
    return date == null ? "event " + event : date.toString();
  }
}
