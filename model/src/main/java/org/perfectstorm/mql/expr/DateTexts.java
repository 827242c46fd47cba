package org.perfectstorm.mql.expr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;

/** Dates as texts. */
final class DateTexts {
  private static final String ISO = "%Y-%m-%dT%H:%M:%S.%LZ";

  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH[:mm[:ss]]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private DateTexts() {}

  static void addTo(Map<String, Function> all) {
    all.put(
        "$dateToString",
        Function.named(
            "$dateToString",
            List.of("date"),
            List.of("format", "timezone", "onNull"),
            (v, _) -> {
              if (Given.isNull(v[0])) {
                return Given.or(v[3], null);
              }
              return Given.isNull(v[1]) || Given.isNull(v[2])
                  ? null
                  : written(
                      Zones.at("$dateToString", v[0], v[2]),
                      Given.text("$dateToString", Given.or(v[1], ISO)));
            }));
    all.put("$dateFromString", DateTexts::fromString);
  }

  static String iso(Instant date) {
    return written(date.atZone(ZoneOffset.UTC), ISO);
  }

  private static Term fromString(Object operand, Reader reader) {
    Term[] terms =
        reader.named(
            "$dateFromString",
            operand,
            List.of("dateString"),
            List.of("format", "timezone", "onError", "onNull"));
    return scope -> {
      Object text = terms[0].of(scope);
      Object format = terms[1] == null ? Given.NOT : terms[1].of(scope);
      Object zone = terms[2] == null ? Given.NOT : terms[2].of(scope);
      if (Given.isNull(text)) {
        return terms[4] == null ? null : terms[4].of(scope);
      }
      if (Given.anyNull(format, zone)) {
        return null;
      }
      try {
        String given = Given.text("$dateFromString", text);
        return Given.isGiven(format)
            ? parsed(
                given, Given.text("$dateFromString", format), Zones.zone("$dateFromString", zone))
            : parsed(given, Given.isGiven(zone) ? Zones.zone("$dateFromString", zone) : null);
      } catch (Flaw flaw) {
        if (terms[3] == null) {
          throw flaw;
        }
        return terms[3].of(scope);
      }
    };
  }

  /** The date of a text in ISO 8601; without an offset it is at the zone, or in UTC. */
  static Instant parsed(String text, ZoneId zone) {
    try {
      TemporalAccessor read =
          READ.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      ZoneId at = zone == null ? ZoneOffset.UTC : zone;
      Instant instant =
          switch (read) {
            case OffsetDateTime whole -> whole.toInstant();
            case LocalDateTime local -> local.atZone(at).toInstant();
            default -> LocalDate.from(read).atStartOfDay(at).toInstant();
          };
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Flaw("Error parsing date string '" + shortened(text) + "'");
    }
  }

  private static Instant parsed(String text, String format, ZoneId zone) {
    DateTimeFormatterBuilder pattern = new DateTimeFormatterBuilder().parseCaseInsensitive();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        pattern.appendLiteral(c);
        continue;
      }
      switch (i + 1 < format.length() ? format.charAt(++i) : ' ') {
        case 'Y' -> pattern.appendValue(ChronoField.YEAR, 4);
        case 'm' ->
            pattern.appendValue(
                ChronoField.MONTH_OF_YEAR, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        case 'd' ->
            pattern.appendValue(
                ChronoField.DAY_OF_MONTH, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        case 'j' -> pattern.appendValue(ChronoField.DAY_OF_YEAR, 3);
        case 'H' ->
            pattern.appendValue(
                ChronoField.HOUR_OF_DAY, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        case 'M' ->
            pattern.appendValue(
                ChronoField.MINUTE_OF_HOUR, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        case 'S' ->
            pattern.appendValue(
                ChronoField.SECOND_OF_MINUTE, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
        case 'L' -> pattern.appendValue(ChronoField.MILLI_OF_SECOND, 3);
        case 'b' -> pattern.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
        case 'B' -> pattern.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
        case 'G' -> pattern.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
        case 'V' -> pattern.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
        case 'u' -> pattern.appendValue(ChronoField.DAY_OF_WEEK, 1);
        case 'z' -> pattern.appendPattern("[XXX][XX][X]");
        case '%' -> pattern.appendLiteral('%');
        default ->
            throw new Flaw("Invalid format character in format string: " + shortened(format));
      }
    }
    pattern
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    try {
      TemporalAccessor read =
          pattern
              .toFormatter(Locale.ENGLISH)
              .parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return read instanceof OffsetDateTime whole
          ? whole.toInstant()
          : LocalDateTime.from(read).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new Flaw("Error parsing date string '" + shortened(text) + "'");
    }
  }

  private static String written(ZonedDateTime date, String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int offset = date.getOffset().getTotalSeconds() / 60;
      switch (i + 1 < format.length() ? format.charAt(++i) : ' ') {
        case 'Y' -> digits(out, 4, date.getYear());
        case 'm' -> digits(out, 2, date.getMonthValue());
        case 'd' -> digits(out, 2, date.getDayOfMonth());
        case 'H' -> digits(out, 2, date.getHour());
        case 'M' -> digits(out, 2, date.getMinute());
        case 'S' -> digits(out, 2, date.getSecond());
        case 'L' -> digits(out, 3, date.get(ChronoField.MILLI_OF_SECOND));
        case 'j' -> digits(out, 3, date.getDayOfYear());
        case 'w' -> out.append(date.getDayOfWeek().getValue() % 7 + 1);
        case 'u' -> out.append(date.getDayOfWeek().getValue());
        case 'U' -> digits(out, 2, DateParts.week(date));
        case 'V' -> digits(out, 2, date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        case 'G' -> digits(out, 4, date.get(IsoFields.WEEK_BASED_YEAR));
        case 'b' -> out.append(date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
        case 'B' -> out.append(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        case 'z' -> {
          out.append(offset < 0 ? '-' : '+');
          digits(out, 2, Math.abs(offset) / 60);
          digits(out, 2, Math.abs(offset) % 60);
        }
        case 'Z' -> out.append(offset);
        case '%' -> out.append('%');
        default ->
            throw new Flaw("Invalid format character in format string: " + shortened(format));
      }
    }
    return out.toString();
  }

  private static void digits(StringBuilder out, int count, int number) {
    String digits = Integer.toString(Math.abs(number));
    out.append(number < 0 ? "-" : "").append("0".repeat(Math.max(0, count - digits.length())));
    out.append(digits);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
