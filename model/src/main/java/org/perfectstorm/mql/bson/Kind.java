package org.perfectstorm.mql.bson;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bson.BsonDbPointer;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** BSON's types: the number and the name that {@code $type} knows, and the place in the order. */
public enum Kind {
  MIN_KEY(-1, "minKey", -1),
  MISSING(0, "missing", 0),
  UNDEFINED(6, "undefined", 0),
  NULL(10, "null", 5),
  DOUBLE(1, "double", 10),
  INT(16, "int", 10),
  LONG(18, "long", 10),
  DECIMAL(19, "decimal", 10),
  STRING(2, "string", 15),
  SYMBOL(14, "symbol", 15),
  OBJECT(3, "object", 20),
  ARRAY(4, "array", 25),
  BIN_DATA(5, "binData", 30),
  OBJECT_ID(7, "objectId", 35),
  BOOL(8, "bool", 40),
  DATE(9, "date", 45),
  TIMESTAMP(17, "timestamp", 47),
  REGEX(11, "regex", 50),
  DB_POINTER(12, "dbPointer", 55),
  JAVASCRIPT(13, "javascript", 60),
  JAVASCRIPT_WITH_SCOPE(15, "javascriptWithScope", 65),
  MAX_KEY(127, "maxKey", 127);

  private static final Map<String, Kind> BY_ALIAS = new HashMap<>();
  private static final Map<Integer, Kind> BY_CODE = new HashMap<>();

  static {
    for (Kind kind : values()) {
      if (kind != MISSING) {
        BY_ALIAS.put(kind.alias, kind);
        BY_CODE.put(kind.code, kind);
      }
    }
  }

  private final int code;
  private final String alias;
  private final int rank;

  Kind(int code, String alias, int rank) {
    this.code = code;
    this.alias = alias;
    this.rank = rank;
  }

  /** The name, as {@code $type} takes and gives it. */
  public String alias() {
    return alias;
  }

  /** The place among all types; types of one rank compare by value. */
  public int rank() {
    return rank;
  }

  /** Whether values of this kind are numbers. */
  public boolean isNumber() {
    return rank == 10;
  }

  /** The kind of a name, or null. */
  public static Kind byAlias(String alias) {
    return BY_ALIAS.get(alias);
  }

  /** The kind of a BSON type number, or null. */
  public static Kind byCode(int code) {
    return BY_CODE.get(code);
  }

  /** The names that {@link #byAlias} knows. */
  public static java.util.Set<String> aliases() {
    return BY_ALIAS.keySet();
  }

  /** The kind of a value. */
  public static Kind of(Object value) {
    return switch (value) {
      case null -> NULL;
      case String _ -> STRING;
      case Integer _ -> INT;
      case Doc _ -> OBJECT;
      case Arr _ -> ARRAY;
      case Boolean _ -> BOOL;
      case Double _ -> DOUBLE;
      case Long _ -> LONG;
      case Missing _ -> MISSING;
      case Instant _ -> DATE;
      case ObjectId _ -> OBJECT_ID;
      case Decimal128 _ -> DECIMAL;
      case Binary _ -> BIN_DATA;
      case BsonRegularExpression _ -> REGEX;
      case BsonTimestamp _ -> TIMESTAMP;
      case MinKey _ -> MIN_KEY;
      case MaxKey _ -> MAX_KEY;
      case CodeWithScope _ -> JAVASCRIPT_WITH_SCOPE;
      case Code _ -> JAVASCRIPT;
      case Symbol _ -> SYMBOL;
      case BsonUndefined _ -> UNDEFINED;
      case BsonDbPointer _ -> DB_POINTER;
      default -> throw new IllegalArgumentException("no value: " + value.getClass().getName());
    };
  }

  /** The rank of a value's kind. */
  public static int rankOf(Object value) {
    return of(value).rank;
  }
}
