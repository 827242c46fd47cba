package org.perfectstorm.mql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonRegularExpression;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.perfectstorm.mql.expr.Expression;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Makes documents and queries of every kind, sensible and malformed ones, from a seed. */
final class Wild {
  private static final String[] KEYS = {"a", "b", "c", "0", "1", "", "a.b", "_id"};
  private static final List<String> OPERATORS = Operators.NAMES.stream().sorted().toList();
  private static final List<String> FUNCTIONS = Expression.operators().stream().sorted().toList();
  private static final String[] JOINING = {
    "$and", "$or", "$nor", "$expr", "$jsonSchema", "$comment", "$alwaysTrue", "$where", "$group"
  };
  private static final String[] KEYWORDS = {
    "type",
    "bsonType",
    "required",
    "properties",
    "items",
    "enum",
    "minimum",
    "not",
    "anyOf",
    "pattern",
    "additionalProperties",
    "uniqueItems",
    "nope"
  };
  private static final String[] NAMES = {
    "input",
    "in",
    "as",
    "cond",
    "regex",
    "options",
    "date",
    "unit",
    "timezone",
    "if",
    "then",
    "else",
    "to",
    "vars",
    "branches",
    "default",
    "format",
    "startDate",
    "amount",
    "n",
    "find"
  };
  private static final String PIECES = "a b x . * + ? ( ) [ ] { } | ^ $ \\ 0 1 , - : = ! < > P i";

  private final Random random;

  Wild(long seed) {
    this.random = new Random(seed);
  }

  Doc doc(int depth) {
    DocBuilder doc = new DocBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      doc.put(pick(KEYS), value(depth));
    }
    return doc.build();
  }

  Object value(int depth) {
    int kind = random.nextInt(depth > 0 ? 18 : 14);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2, 3 -> random.nextInt(7) - 2;
      case 4 -> (random.nextInt(9) - 4) / 2.0;
      case 5 -> random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
      case 6 -> random.nextBoolean() ? Long.MIN_VALUE : (1L << 53) + random.nextInt(3);
      case 7 ->
          Decimal128.parse(
              pick("1", "1.5", "-0", "NaN", "Infinity", "9007199254740993", "1E+6000"));
      case 8, 9 -> pick("a", "ab", "b", "", "x\ny", "😀", "$a", "2020-01-01", "int", "day");
      case 10 -> Instant.ofEpochMilli(random.nextInt(3) * 1000L);
      case 11 -> new ObjectId(random.nextInt(3), 0);
      case 12 -> random.nextBoolean() ? new MinKey() : new MaxKey();
      case 13 -> new BsonRegularExpression(pick("a", "^a", "b$", "."), pick("", "i"));
      case 14, 15 -> doc(depth - 1);
      default -> array(depth - 1);
    };
  }

  private Arr array(int depth) {
    List<Object> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(value(depth));
    }
    return Arr.holding(elements);
  }

  String path() {
    StringBuilder path = new StringBuilder(pick(KEYS));
    while (random.nextInt(3) == 0) {
      path.append('.').append(pick(KEYS));
    }
    return path.toString();
  }

  /** A query, in which much is wrong. */
  Doc query(int depth) {
    DocBuilder query = new DocBuilder();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      if (random.nextInt(4) == 0) {
        String name = pick(JOINING);
        query.put(
            name,
            switch (name) {
              case "$expr" -> expression(depth);
              case "$jsonSchema" -> schema(depth);
              default -> random.nextInt(9) == 0 ? value(1) : queries(depth);
            });
      } else {
        query.put(path(), random.nextInt(4) == 0 ? value(2) : conditions(depth));
      }
    }
    return query.build();
  }

  private Arr queries(int depth) {
    List<Object> queries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && depth > 0; i--) {
      queries.add(query(depth - 1));
    }
    return Arr.holding(queries);
  }

  private Doc conditions(int depth) {
    DocBuilder conditions = new DocBuilder();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      String name = OPERATORS.get(random.nextInt(OPERATORS.size()));
      conditions.put(
          name,
          random.nextInt(9) == 0
              ? value(2)
              : switch (name) {
                case "$in", "$nin", "$all", "$mod" -> array(1);
                case "$not" -> depth > 0 ? conditions(depth - 1) : value(0);
                case "$elemMatch" ->
                    depth > 0
                        ? random.nextBoolean() ? conditions(depth - 1) : query(depth - 1)
                        : value(0);
                case "$regex" -> pattern();
                case "$options" -> pick("i", "m", "s", "x", "ims", "q");
                case "$type" -> pick("int", "string", "number", "array", "nope");
                default -> value(1);
              });
    }
    return conditions.build();
  }

  Object expression(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return random.nextBoolean() ? "$" + path() : value(1);
    }
    Object operand =
        switch (random.nextInt(4)) {
          case 0 -> expression(depth - 1);
          case 1 -> {
            DocBuilder named = new DocBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
              named.put(pick(NAMES), expression(depth - 1));
            }
            yield named.build();
          }
          default -> {
            List<Object> arguments = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
              arguments.add(expression(depth - 1));
            }
            yield Arr.holding(arguments);
          }
        };
    return new DocBuilder().put(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), operand).build();
  }

  private Doc schema(int depth) {
    DocBuilder schema = new DocBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      schema.put(
          pick(KEYWORDS),
          depth > 0 && random.nextBoolean()
              ? random.nextBoolean() ? schema(depth - 1) : Arr.of(schema(depth - 1))
              : value(1));
    }
    return schema.build();
  }

  /** A pattern of pieces in any order: most have no meaning. */
  String pattern() {
    String[] pieces = PIECES.split(" ");
    StringBuilder pattern = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      pattern.append(pick(pieces));
    }
    return pattern.toString();
  }

  /** A pattern that has a meaning. */
  String goodPattern(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 5)) {
      case 0, 1 -> pick("a", "b", "ab", "ba", "x", "\\.");
      case 2 -> pick(".", "[ab]", "[^a]", "\\w", "\\d", "\\s", "[[:alpha:]x]");
      case 3 -> pick("^", "$", "\\b", "\\A", "\\z", "\\B", "");
      case 4 -> pick("\\n", "😀", "(?i)A", "Ä");
      case 5 -> goodPattern(depth - 1) + goodPattern(depth - 1);
      case 6 -> goodPattern(depth - 1) + goodPattern(depth - 1) + goodPattern(depth - 1);
      case 7 -> "(" + goodPattern(depth - 1) + "|" + goodPattern(depth - 1) + ")";
      case 8 ->
          "(?:" + goodPattern(depth - 1) + ")" + pick("*", "+", "?", "{2}", "{1,3}", "*?", "+?");
      case 9 -> "(" + goodPattern(depth - 1) + ")" + pick("*", "+", "?");
      case 10 -> ".*" + goodPattern(depth - 1);
      default -> goodPattern(depth - 1) + ".*";
    };
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(pick("a", "b", "ab", "x", "A", ".", "\n", " ", "😀", "1", "ä"));
    }
    return text.toString();
  }

  String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
