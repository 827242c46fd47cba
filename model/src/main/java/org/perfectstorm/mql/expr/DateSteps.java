package org.perfectstorm.mql.expr;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Numbers;

/** Going from date to date: adding, subtracting, counting and cutting off. */
final class DateSteps {
  /** Where {@code $dateTrunc} counts its bins from: a Saturday. */
  private static final LocalDateTime ORIGIN = LocalDateTime.of(2000, 1, 1, 0, 0);

  private DateSteps() {}

  static void addTo(Map<String, Function> all) {
    add(all, "$dateAdd", 1);
    add(all, "$dateSubtract", -1);
    all.put(
        "$dateDiff",
        Function.named(
            "$dateDiff",
            List.of("startDate", "endDate", "unit"),
            List.of("timezone", "startOfWeek"),
            (v, _) -> Given.anyNull(v) ? null : difference(v)));
    all.put(
        "$dateTrunc",
        Function.named(
            "$dateTrunc",
            List.of("date", "unit"),
            List.of("binSize", "timezone", "startOfWeek"),
            (v, _) -> Given.anyNull(v) ? null : cut(v)));
  }

  private static void add(Map<String, Function> all, String name, int sign) {
    all.put(
        name,
        Function.named(
            name,
            List.of("startDate", "unit", "amount"),
            List.of("timezone"),
            (v, _) -> {
              if (Given.anyNull(v)) {
                return null;
              }
              ChronoUnit unit = unit(name, v[1]);
              if (!Numbers.is(v[2]) || !Numbers.isIntegral(v[2])) {
                throw Given.wrong(name, "a whole amount", v[2]);
              }
              Long amount = Numbers.whole(v[2]);
              if (amount == null || Math.abs(amount) > 1L << 53) {
                throw new Flaw("date overflow");
              }
              try {
                ZonedDateTime start = Zones.at(name, v[0], v[3]);
                return Zones.stored(
                    unit == ChronoUnit.FOREVER
                        ? start.plusMonths(3L * sign * amount)
                        : start.plus(sign * amount, unit));
              } catch (DateTimeException | ArithmeticException e) {
                throw new Flaw("date overflow");
              }
            }));
  }

  /** The unit of a name; FOREVER stands for quarters, which Java has no unit for. */
  private static ChronoUnit unit(String name, Object value) {
    return switch (Given.text(name, value)) {
      case "year" -> ChronoUnit.YEARS;
      case "quarter" -> ChronoUnit.FOREVER;
      case "month" -> ChronoUnit.MONTHS;
      case "week" -> ChronoUnit.WEEKS;
      case "day" -> ChronoUnit.DAYS;
      case "hour" -> ChronoUnit.HOURS;
      case "minute" -> ChronoUnit.MINUTES;
      case "second" -> ChronoUnit.SECONDS;
      case "millisecond" -> ChronoUnit.MILLIS;
      default -> throw new Flaw(name + ": unknown time unit value");
    };
  }

  private static DayOfWeek startOfWeek(String name, Object value) {
    String text = Given.text(name, Given.or(value, "sunday")).toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(text) || day.name().substring(0, 3).equals(text)) {
        return day;
      }
    }
    throw new Flaw(name + ": unknown day of week value");
  }

  private static Object difference(Object[] v) {
    ChronoUnit unit = unit("$dateDiff", v[2]);
    DayOfWeek weekStart = startOfWeek("$dateDiff", v[4]);
    ZonedDateTime start = Zones.at("$dateDiff", v[0], v[3]);
    ZonedDateTime end = Zones.at("$dateDiff", v[1], v[3]);
    return switch (unit) {
      case HOURS, MINUTES, SECONDS, MILLIS ->
          unit.between(start.truncatedTo(unit), end.truncatedTo(unit));
      default -> {
        LocalDateTime from = floor(start.toLocalDateTime(), unit, weekStart);
        LocalDateTime to = floor(end.toLocalDateTime(), unit, weekStart);
        yield unit == ChronoUnit.FOREVER
            ? ChronoUnit.MONTHS.between(from, to) / 3
            : unit.between(from, to);
      }
    };
  }

  /** The beginning of the unit that a time lies in. */
  private static LocalDateTime floor(LocalDateTime time, ChronoUnit unit, DayOfWeek weekStart) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case YEARS -> day.withDayOfYear(1);
      case FOREVER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case MONTHS -> day.withDayOfMonth(1);
      case WEEKS -> day.with(TemporalAdjusters.previousOrSame(weekStart));
      case DAYS -> day;
      default -> time.truncatedTo(unit);
    };
  }

  private static Object cut(Object[] v) {
    ChronoUnit unit = unit("$dateTrunc", v[1]);
    long bin = Given.whole("$dateTrunc", Given.or(v[2], 1));
    if (bin <= 0) {
      throw new Flaw("$dateTrunc requires 'binSize' to be greater than 0, but got " + bin);
    }
    DayOfWeek weekStart = startOfWeek("$dateTrunc", v[4]);
    ZonedDateTime date = Zones.at("$dateTrunc", v[0], v[3]);
    LocalDateTime time = date.toLocalDateTime();
    LocalDateTime origin = floor(ORIGIN.plusDays(6), unit, weekStart);
    if (unit != ChronoUnit.WEEKS) {
      origin = ORIGIN;
    }
    boolean quarters = unit == ChronoUnit.FOREVER;
    LocalDateTime here = floor(time, unit, weekStart);
    long units =
        quarters ? ChronoUnit.MONTHS.between(origin, here) / 3 : unit.between(origin, here);
    long binned = Math.floorDiv(units, bin) * bin;
    LocalDateTime start = quarters ? origin.plusMonths(3 * binned) : origin.plus(binned, unit);
    return Zones.stored(start.atZone(date.getZone()));
  }
}
