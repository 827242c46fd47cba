package org.perfectstorm.mql;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDbPointer;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;

/**
 * MongoDB's extended JSON: documents like {@code {"$oid": ".."}} that stand for values JSON does
 * not have. Both versions (canonical and relaxed, and version 1's binaries, dates and numbers) are
 * read; version 1's {@code $regex} is not, since it is also the operator.
 */
public final class ExtendedJson {
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private ExtendedJson() {}

  /**
   * The document with its types.
   *
   * @throws QueryException if something looks like a typed value and is none, {@code {"$oid": "x"}}
   */
  public static Doc decode(Doc doc) {
    try {
      return read(doc);
    } catch (Flaw flaw) {
      throw new QueryException(flaw);
    }
  }

  /**
   * The value with documents in place of the types that JSON does not have: {@link #decode}'s
   * opposite.
   */
  public static Object encode(Object value) {
    return switch (value) {
      case Doc doc -> {
        DocBuilder plain = new DocBuilder();
        for (int i = 0; i < doc.size(); i++) {
          plain.put(doc.key(i), encode(doc.at(i)));
        }
        yield plain.build();
      }
      case Arr arr -> {
        List<Object> plain = new ArrayList<>(arr.size());
        arr.forEach(element -> plain.add(encode(element)));
        yield Arr.holding(plain);
      }
      case Double number when number.isNaN() || number.isInfinite() ->
          Doc.of("$numberDouble", number.toString());
      case Decimal128 number -> Doc.of("$numberDecimal", number.toString());
      case Instant date -> Doc.of("$date", date.toString());
      case ObjectId id -> Doc.of("$oid", id.toHexString());
      case Binary binary -> {
        String base64 = Base64.getEncoder().encodeToString(binary.getData());
        String type = String.format("%02x", binary.getType() & 0xff);
        yield Doc.of("$binary", Doc.of("base64", base64, "subType", type));
      }
      case BsonRegularExpression regex ->
          Doc.of(
              "$regularExpression",
              Doc.of("pattern", regex.getPattern(), "options", regex.getOptions()));
      case BsonTimestamp stamp ->
          Doc.of(
              "$timestamp",
              Doc.of(
                  "t", Integer.toUnsignedLong(stamp.getTime()),
                  "i", Integer.toUnsignedLong(stamp.getInc())));
      case MinKey _ -> Doc.of("$minKey", 1);
      case MaxKey _ -> Doc.of("$maxKey", 1);
      case BsonUndefined _ -> Doc.of("$undefined", true);
      case Symbol symbol -> Doc.of("$symbol", symbol.getSymbol());
      case CodeWithScope code ->
          Doc.of("$code", code.getCode(), "$scope", Json.readDoc(code.getScope().toJson()));
      case Code code -> Doc.of("$code", code.getCode());
      case BsonDbPointer pointer ->
          Doc.of(
              "$dbPointer", Doc.of("$ref", pointer.getNamespace(), "$id", encode(pointer.getId())));
      case null, default -> value;
    };
  }

  /** As {@link #decode}, for callers in the engine. */
  static Doc read(Doc doc) {
    DocBuilder typed = new DocBuilder();
    for (int i = 0; i < doc.size(); i++) {
      Object value = doc.at(i);
      try {
        typed.put(doc.key(i), value(value));
      } catch (Flaw flaw) {
        throw flaw.at("." + doc.key(i));
      }
    }
    return typed.build();
  }

  private static Object value(Object value) {
    return switch (value) {
      case Doc doc when !doc.isEmpty() && doc.key(0).startsWith("$") -> {
        Object typed = typed(doc);
        yield typed == null ? read(doc) : typed;
      }
      case Doc doc -> read(doc);
      case Arr arr -> elements(arr);
      case null, default -> value;
    };
  }

  private static Arr elements(Arr arr) {
    List<Object> typed = new ArrayList<>(arr.size());
    for (int i = 0; i < arr.size(); i++) {
      try {
        typed.add(value(arr.get(i)));
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    return Arr.holding(typed);
  }

  /** The value that a document stands for, or null if it is a plain document. */
  private static Object typed(Doc doc) {
    String key = doc.key(0);
    Object value = doc.at(0);
    try {
      return doc.size() == 1 ? single(key, value) : doc.size() == 2 ? pair(key, value, doc) : null;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new Flaw("not a valid " + key + ": " + shown(value));
    }
  }

  private static Object single(String key, Object value) {
    return switch (key) {
      case "$oid" -> new ObjectId(text(value));
      case "$numberInt" -> Integer.valueOf(number(value));
      case "$numberLong" -> Long.valueOf(number(value));
      case "$numberDouble" -> Double.valueOf(number(value));
      case "$numberDecimal" -> Decimal128.parse(number(value));
      case "$date" -> date(value);
      case "$timestamp" -> timestamp(doc(value));
      case "$binary" -> binary(doc(value));
      case "$uuid" -> uuid(text(value));
      case "$regularExpression" -> regex(doc(value));
      case "$symbol" -> new Symbol(text(value));
      case "$code" -> new Code(text(value));
      case "$undefined" -> new BsonUndefined();
      case "$minKey" -> new MinKey();
      case "$maxKey" -> new MaxKey();
      case "$dbPointer" -> pointer(doc(value));
      default -> null;
    };
  }

  private static Object pair(String key, Object value, Doc doc) {
    if (key.equals("$binary") && doc.get("$type") instanceof String type) {
      return binary(text(value), type);
    }
    if (key.equals("$code") && doc.get("$scope") instanceof Doc scope) {
      return new CodeWithScope(text(value), Document.parse(scope.toString()));
    }
    return null;
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw bad();
  }

  private static Doc doc(Object value) {
    if (value instanceof Doc doc) {
      return doc;
    }
    throw bad();
  }

  private static String number(Object value) {
    if (value instanceof Number || value instanceof String) {
      return value.toString().strip();
    }
    throw bad();
  }

  private static Instant date(Object value) {
    return switch (value) {
      case Integer millis -> Instant.ofEpochMilli(millis);
      case Long millis -> Instant.ofEpochMilli(millis);
      case Double millis when millis == Math.rint(millis) ->
          Instant.ofEpochMilli(millis.longValue());
      case Doc doc when doc.size() == 1 && doc.has("$numberLong") ->
          Instant.ofEpochMilli(Long.parseLong(number(doc.at(0))));
      case String text -> date(text);
      case null, default -> throw bad();
    };
  }

  private static Instant date(String text) {
    if (text.length() == 10) {
      return Instant.parse(text + "T00:00:00Z");
    }
    Instant date = OffsetDateTime.parse(text, OFFSET).toInstant();
    return Instant.ofEpochMilli(date.toEpochMilli());
  }

  private static BsonTimestamp timestamp(Doc doc) {
    return new BsonTimestamp(unsigned(doc.get("t")), unsigned(doc.get("i")));
  }

  private static int unsigned(Object value) {
    return Integer.parseUnsignedInt(number(value));
  }

  private static Binary binary(Doc doc) {
    return binary(text(doc.get("base64")), text(doc.get("subType")));
  }

  private static Binary binary(String base64, String type) {
    int number = Integer.parseInt(type, 16);
    if (number > 255) {
      throw bad();
    }
    return new Binary((byte) number, Base64.getDecoder().decode(base64));
  }

  private static Binary uuid(String text) {
    UUID uuid = UUID.fromString(text);
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return new Binary((byte) 4, bytes);
  }

  private static BsonRegularExpression regex(Doc doc) {
    Object options = doc.has("options") ? doc.get("options") : "";
    return new BsonRegularExpression(text(doc.get("pattern")), text(options));
  }

  private static BsonDbPointer pointer(Doc doc) {
    Object id = value(doc.get("$id"));
    if (id instanceof ObjectId known) {
      return new BsonDbPointer(text(doc.get("$ref")), known);
    }
    throw bad();
  }

  private static IllegalArgumentException bad() {
    return new IllegalArgumentException();
  }

  private static String shown(Object value) {
    String text = Doc.of("v", value).toString();
    text = text.substring(5, text.length() - 1);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
