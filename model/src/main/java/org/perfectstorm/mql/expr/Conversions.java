package org.perfectstorm.mql.expr;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonTimestamp;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** From one type to another, and what type a value has. */
final class Conversions {
  private Conversions() {}

  static void addTo(Map<String, Function> all) {
    all.put("$type", Function.one("$type", value -> Kind.of(value).alias()));
    all.put("$isNumber", Function.one("$isNumber", Numbers::is));
    for (Map.Entry<String, Kind> to :
        Map.of(
                "$toBool", Kind.BOOL,
                "$toInt", Kind.INT,
                "$toLong", Kind.LONG,
                "$toDouble", Kind.DOUBLE,
                "$toDecimal", Kind.DECIMAL,
                "$toString", Kind.STRING,
                "$toDate", Kind.DATE,
                "$toObjectId", Kind.OBJECT_ID)
            .entrySet()) {
      all.put(
          to.getKey(), Function.oneOrNull(to.getKey(), value -> converted(value, to.getValue())));
    }
    all.put("$convert", Conversions::convert);
    all.put(
        "$binarySize",
        Function.oneOrNull(
            "$binarySize",
            value ->
                switch (value) {
                  case String text -> Texts.bytes(text).length;
                  case Binary binary -> binary.length();
                  default -> throw Given.wrong("$binarySize", "a string or binary data", value);
                }));
    all.put(
        "$tsSecond",
        Function.oneOrNull(
            "$tsSecond", value -> Integer.toUnsignedLong(timestamp("$tsSecond", value).getTime())));
    all.put(
        "$tsIncrement",
        Function.oneOrNull(
            "$tsIncrement",
            value -> Integer.toUnsignedLong(timestamp("$tsIncrement", value).getInc())));
  }

  /** The string for a value, as string operators take it; empty for null. */
  static String coerced(String name, Object value) {
    return switch (value) {
      case Object _ when Given.isNull(value) -> "";
      case null -> "";
      case String text -> text;
      case Instant date -> DateTexts.iso(date);
      case Object number when Numbers.is(number) -> text(number);
      default -> throw Given.wrong(name, "a string", value);
    };
  }

  private static BsonTimestamp timestamp(String name, Object value) {
    if (value instanceof BsonTimestamp timestamp) {
      return timestamp;
    }
    throw Given.wrong(name, "a timestamp", value);
  }

  private static Term convert(Object operand, Reader reader) {
    Term[] terms =
        reader.named("$convert", operand, List.of("input", "to"), List.of("onError", "onNull"));
    return scope -> {
      Object input = terms[0].of(scope);
      Object to = terms[1].of(scope);
      if (Given.isNull(input)) {
        return terms[3] == null ? null : terms[3].of(scope);
      }
      if (Given.isNull(to)) {
        return null;
      }
      try {
        return converted(input, kind(to));
      } catch (Flaw flaw) {
        if (terms[2] == null) {
          throw flaw;
        }
        return terms[2].of(scope);
      }
    };
  }

  private static Kind kind(Object to) {
    Long code = Numbers.is(to) && Numbers.isIntegral(to) ? Numbers.whole(to) : null;
    Kind kind =
        to instanceof String alias
            ? Kind.byAlias(alias)
            : code != null && code == code.intValue() ? Kind.byCode(code.intValue()) : null;
    if (kind == null) {
      throw new Flaw("Unknown type name: " + to);
    }
    return kind;
  }

  private static Object converted(Object value, Kind to) {
    try {
      Object made =
          switch (to) {
            case BOOL -> Truth.of(value);
            case INT -> {
              Long whole = whole(value, false);
              yield whole != null && whole == whole.intValue() ? (Object) whole.intValue() : null;
            }
            case LONG -> whole(value, true);
            case DOUBLE -> real(value);
            case DECIMAL -> decimal(value);
            case STRING -> text(value);
            case DATE -> date(value);
            case OBJECT_ID ->
                value instanceof String hex
                    ? new ObjectId(hex)
                    : value instanceof ObjectId ? value : null;
            default -> null;
          };
      if (made != null) {
        return made;
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      // falls through to the one message
    }
    throw new Flaw(
        "Unsupported conversion from "
            + Kind.of(value).alias()
            + " to "
            + to.alias()
            + shown(value));
  }

  private static String shown(Object value) {
    if (value instanceof Doc || value instanceof Arr) {
      return "";
    }
    String text = ": " + value;
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  private static Long whole(Object value, boolean dates) {
    return switch (value) {
      case Boolean flag -> flag ? 1L : 0L;
      case Instant date when dates -> date.toEpochMilli();
      case String text when text.matches("[+-]?\\d{1,20}") -> Long.valueOf(text);
      case Object number when Numbers.is(number) -> Numbers.whole(number);
      default -> null;
    };
  }

  private static Double real(Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1.0 : 0.0;
      case Instant date -> (double) date.toEpochMilli();
      case String text when text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ->
          Double.valueOf(text);
      case Object number when Numbers.is(number) -> Numbers.real(number);
      default -> null;
    };
  }

  private static Decimal128 decimal(Object value) {
    return switch (value) {
      case Boolean flag -> new Decimal128(flag ? 1 : 0);
      case Instant date -> new Decimal128(date.toEpochMilli());
      case String text when text.length() < 200 -> Decimal128.parse(text);
      case Decimal128 decimal -> decimal;
      case Double number when !Numbers.isFinite(number) -> Decimal128.parse(number.toString());
      case Double number ->
          Arithmetic.decimal(new BigDecimal(number, new java.math.MathContext(15)));
      case Object number when Numbers.is(number) -> Arithmetic.decimal(Numbers.exact(number));
      default -> null;
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag.toString();
      case Instant date -> DateTexts.iso(date);
      case ObjectId id -> id.toHexString();
      case Double number
          when Numbers.isFinite(number) && number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case Object number when Numbers.is(number) -> number.toString();
      default -> null;
    };
  }

  private static Instant date(Object value) {
    return switch (value) {
      case Instant date -> date;
      case ObjectId id -> Instant.ofEpochSecond(Integer.toUnsignedLong(id.getTimestamp()));
      case BsonTimestamp timestamp ->
          Instant.ofEpochSecond(Integer.toUnsignedLong(timestamp.getTime()));
      case String text -> DateTexts.parsed(text, null);
      case Integer _ -> null;
      case Object number when Numbers.is(number) && Numbers.whole(number) != null ->
          Instant.ofEpochMilli(Numbers.whole(number));
      default -> null;
    };
  }
}
