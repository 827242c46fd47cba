package org.perfectstorm.mql.expr;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Taking dates apart and putting them together. */
final class DateParts {
  private DateParts() {}

  static void addTo(Map<String, Function> all) {
    part(all, "$year", ZonedDateTime::getYear);
    part(all, "$month", ZonedDateTime::getMonthValue);
    part(all, "$dayOfMonth", ZonedDateTime::getDayOfMonth);
    part(all, "$dayOfYear", ZonedDateTime::getDayOfYear);
    part(all, "$dayOfWeek", date -> date.getDayOfWeek().getValue() % 7 + 1);
    part(all, "$hour", ZonedDateTime::getHour);
    part(all, "$minute", ZonedDateTime::getMinute);
    part(all, "$second", ZonedDateTime::getSecond);
    part(all, "$millisecond", date -> date.get(ChronoField.MILLI_OF_SECOND));
    part(all, "$week", DateParts::week);
    part(all, "$isoWeek", date -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    part(all, "$isoDayOfWeek", date -> date.getDayOfWeek().getValue());
    wide(all, "$isoWeekYear", date -> date.get(IsoFields.WEEK_BASED_YEAR));
    all.put(
        "$dateToParts",
        Function.named(
            "$dateToParts",
            List.of("date"),
            List.of("timezone", "iso8601"),
            (v, _) -> Given.anyNull(v) ? null : parts(v)));
    all.put(
        "$dateFromParts",
        Function.named(
            "$dateFromParts",
            List.of(),
            List.of(
                "year",
                "isoWeekYear",
                "month",
                "isoWeek",
                "day",
                "isoDayOfWeek",
                "hour",
                "minute",
                "second",
                "millisecond",
                "timezone"),
            (v, _) -> Given.anyNull(v) ? null : date(v)));
  }

  /** The week of the year, from Sunday on; the days before the first Sunday are in week 0. */
  static int week(ZonedDateTime date) {
    int sunday = date.getDayOfWeek().getValue() % 7;
    return (date.getDayOfYear() + 6 - sunday) / 7;
  }

  private static void part(
      Map<String, Function> all, String name, ToLongFunction<ZonedDateTime> part) {
    add(all, name, date -> (int) part.applyAsLong(date));
  }

  private static void wide(
      Map<String, Function> all, String name, ToLongFunction<ZonedDateTime> part) {
    add(all, name, part::applyAsLong);
  }

  private static void add(
      Map<String, Function> all,
      String name,
      java.util.function.Function<ZonedDateTime, Object> part) {
    all.put(
        name,
        (operand, reader) -> {
          Term[] terms =
              Zones.isNamed(operand)
                  ? reader.named(name, operand, List.of("date"), List.of("timezone"))
                  : new Term[] {reader.arguments(name, operand, 1, 1).getFirst(), null};
          return scope -> {
            Object date = terms[0].of(scope);
            Object zone = terms[1] == null ? Given.NOT : terms[1].of(scope);
            return Given.anyNull(date, zone) ? null : part.apply(Zones.at(name, date, zone));
          };
        });
  }

  private static Doc parts(Object[] v) {
    ZonedDateTime date = Zones.at("$dateToParts", v[0], v[1]);
    boolean iso = Boolean.TRUE.equals(v[2]);
    DocBuilder parts = new DocBuilder();
    if (iso) {
      parts.put("isoWeekYear", date.get(IsoFields.WEEK_BASED_YEAR));
      parts.put("isoWeek", date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      parts.put("isoDayOfWeek", date.getDayOfWeek().getValue());
    } else {
      parts.put("year", date.getYear());
      parts.put("month", date.getMonthValue());
      parts.put("day", date.getDayOfMonth());
    }
    return parts
        .put("hour", date.getHour())
        .put("minute", date.getMinute())
        .put("second", date.getSecond())
        .put("millisecond", date.get(ChronoField.MILLI_OF_SECOND))
        .build();
  }

  private static Object date(Object[] v) {
    ZoneId zone = Zones.zone("$dateFromParts", v[10]);
    boolean iso = Given.isGiven(v[1]);
    if (iso == Given.isGiven(v[0])) {
      throw new Flaw("$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
    }
    try {
      ZonedDateTime date;
      if (iso) {
        date =
            ZonedDateTime.of(year(v[1]), 1, 4, 0, 0, 0, 0, zone)
                .with(ChronoField.DAY_OF_WEEK, 1)
                .plusWeeks(number(v[3], 1) - 1)
                .plusDays(number(v[5], 1) - 1);
      } else {
        date =
            ZonedDateTime.of(year(v[0]), 1, 1, 0, 0, 0, 0, zone)
                .plusMonths(number(v[2], 1) - 1)
                .plusDays(number(v[4], 1) - 1);
      }
      return Zones.stored(
          date.plusHours(number(v[6], 0))
              .plusMinutes(number(v[7], 0))
              .plusSeconds(number(v[8], 0))
              .plus(number(v[9], 0), ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      throw new Flaw("$dateFromParts: no such date");
    }
  }

  private static int year(Object value) {
    long year = number(value, 1970);
    if (year < 1 || year > 9999) {
      throw new Flaw("'year' must evaluate to an integer in the range 1 to 9999, found " + year);
    }
    return (int) year;
  }

  private static long number(Object value, int otherwise) {
    Object given = Given.or(value, otherwise);
    if (!Numbers.is(given) || !Numbers.isIntegral(given) || Numbers.whole(given) == null) {
      throw Given.wrong("$dateFromParts", "whole numbers", given);
    }
    long number = Numbers.whole(given);
    if (Math.abs(number) > 1L << 40) {
      throw new Flaw("$dateFromParts: out of range: " + number);
    }
    return number;
  }
}
