package org.perfectstorm.mql.expr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.bson.BsonTimestamp;
import org.bson.types.ObjectId;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Doc;

/** Dates at a place: what operators on dates begin with. */
final class Zones {
  private Zones() {}

  /** The instant of a date, a timestamp or an object id. */
  static Instant instant(String name, Object value) {
    return switch (value) {
      case Instant date -> date;
      case BsonTimestamp stamp -> Instant.ofEpochSecond(Integer.toUnsignedLong(stamp.getTime()));
      case ObjectId id -> Instant.ofEpochSecond(Integer.toUnsignedLong(id.getTimestamp()));
      case null, default -> throw Given.wrong(name, "a date", value);
    };
  }

  /** The zone of an Olson name or an offset; UTC if none is given. */
  static ZoneId zone(String name, Object value) {
    if (!Given.isGiven(value)) {
      return ZoneOffset.UTC;
    }
    String text = Given.text(name, value);
    try {
      return text.equals("Z") || text.equals("GMT") || text.equals("UTC")
          ? ZoneOffset.UTC
          : ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new Flaw("unrecognized time zone identifier: \"" + shortened(text) + "\"");
    }
  }

  static ZonedDateTime at(String name, Object date, Object zone) {
    return instant(name, date).atZone(zone(name, zone));
  }

  /** The instant, if it is one that MongoDB can store. */
  static Instant stored(ZonedDateTime date) {
    try {
      return Instant.ofEpochMilli(date.toInstant().toEpochMilli());
    } catch (ArithmeticException e) {
      throw new Flaw("date overflow");
    }
  }

  /** Whether an operand is {@code {date: .., timezone: ..}} rather than a date. */
  static boolean isNamed(Object operand) {
    return operand instanceof Doc doc && doc.has("date");
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
