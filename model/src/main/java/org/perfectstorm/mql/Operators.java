package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonRegularExpression;
import org.bson.BsonUndefined;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Truth;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Reads the operators on a field: a new one is one more case here. */
final class Operators {
  static final Set<String> NAMES =
      Set.of(
          "$eq",
          "$ne",
          "$gt",
          "$gte",
          "$lt",
          "$lte",
          "$in",
          "$nin",
          "$not",
          "$exists",
          "$type",
          "$regex",
          "$options",
          "$mod",
          "$all",
          "$elemMatch",
          "$size",
          "$bitsAllSet",
          "$bitsAnySet",
          "$bitsAllClear",
          "$bitsAnyClear");

  private final Parser parser;

  Operators(Parser parser) {
    this.parser = parser;
  }

  /**
   * One operator on a path.
   *
   * @param siblings all operators on this path: {@code $regex} also reads its {@code $options}
   */
  Clause read(Path path, String name, Object operand, Doc siblings) {
    return switch (name) {
      case "$eq" -> equal(path, operand);
      case "$ne" -> new Clause.Not(equal(path, noPattern(name, operand)));
      case "$gt", "$gte", "$lt", "$lte" -> leaf(path, compare(name, operand), name, operand);
      case "$in" -> in(path, operand, name);
      case "$nin" -> new Clause.Not(in(path, operand, name));
      case "$not" -> not(path, operand);
      case "$exists" -> exists(path, Truth.of(operand));
      case "$type" -> leaf(path, new TypeIs(Arguments.kinds(path, operand)), name, operand);
      case "$regex" -> regex(path, operand, siblings);
      case "$options" -> {
        if (!siblings.has("$regex")) {
          throw new Flaw("$options needs a $regex");
        }
        yield Clause.Constant.ALWAYS;
      }
      case "$mod" -> leaf(path, Arguments.modulo(operand), name, operand);
      case "$all" -> allOf(path, operand);
      case "$elemMatch" -> elemMatch(path, operand);
      case "$size" -> leaf(path, new Size(Arguments.size(operand)), name, operand);
      case "$bitsAllSet" -> bits(path, Bits.Test.ALL_SET, name, operand);
      case "$bitsAnySet" -> bits(path, Bits.Test.ANY_SET, name, operand);
      case "$bitsAllClear" -> bits(path, Bits.Test.ALL_CLEAR, name, operand);
      case "$bitsAnyClear" -> bits(path, Bits.Test.ANY_CLEAR, name, operand);
      default -> throw Refused.operator(name, NAMES);
    };
  }

  /** Equality, said with {@code $eq} or without any operator. */
  Clause equal(Path path, Object operand) {
    return leaf(path, Equal.to(defined(operand)), "$eq", operand);
  }

  private static Clause leaf(Path path, Operator operator, String name, Object operand) {
    return new Clause.Leaf(path, operator, name, operand);
  }

  private static Operator compare(String name, Object operand) {
    noPattern(name, defined(operand));
    return new Compare(name.startsWith("$lt"), name.endsWith("e"), operand);
  }

  private static Object noPattern(String name, Object operand) {
    if (operand instanceof BsonRegularExpression) {
      throw new Flaw("Can't have a regular expression as the argument of " + name);
    }
    return operand;
  }

  private static Object defined(Object operand) {
    if (operand instanceof BsonUndefined) {
      throw new Flaw("cannot compare to undefined");
    }
    return operand;
  }

  private static Clause in(Path path, Object operand, String name) {
    if (!(operand instanceof Arr arr)) {
      throw new Flaw(name + " needs an array");
    }
    List<Object> values = new ArrayList<>();
    List<Operator> patterns = new ArrayList<>();
    for (int i = 0; i < arr.size(); i++) {
      try {
        switch (arr.get(i)) {
          case BsonRegularExpression regex -> patterns.add(Matches.literal(regex));
          case Doc doc when Parser.isOperators(doc) ->
              throw new Flaw("cannot nest $ under " + name);
          case null -> values.add(null);
          case Object value -> values.add(defined(value));
        }
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    return leaf(path, new In(values, patterns), "$in", operand);
  }

  private Clause not(Path path, Object operand) {
    return switch (operand) {
      case BsonRegularExpression regex ->
          new Clause.Not(leaf(path, Matches.literal(regex), "$regex", regex));
      case Doc doc when doc.isEmpty() -> throw new Flaw("$not cannot be empty");
      case Doc doc -> new Clause.Not(parser.conditions(path, doc));
      case null, default -> throw new Flaw("$not needs a regular expression or a document");
    };
  }

  private static Clause exists(Path path, boolean wanted) {
    Clause there = leaf(path, new Exists(), "$exists", true);
    return wanted ? there : new Clause.Not(there);
  }

  private static Clause regex(Path path, Object pattern, Doc siblings) {
    Object options = siblings.get("$options");
    if (siblings.has("$options") && !(options instanceof String)) {
      throw new Flaw("$options has to be a string");
    }
    Operator operator = Matches.of(pattern, (String) options);
    return leaf(
        path,
        operator,
        "$regex",
        options == null ? pattern : Doc.of("$regex", pattern, "$options", options));
  }

  private Clause allOf(Path path, Object operand) {
    if (!(operand instanceof Arr arr)) {
      throw new Flaw("$all needs an array");
    }
    if (arr.isEmpty()) {
      return Clause.Constant.NEVER;
    }
    boolean elements = isElemMatch(arr.get(0));
    List<Clause> clauses = new ArrayList<>();
    for (int i = 0; i < arr.size(); i++) {
      try {
        clauses.add(oneOfAll(path, arr.get(i), elements));
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    return Clause.all(clauses);
  }

  private Clause oneOfAll(Path path, Object value, boolean elements) {
    if (elements) {
      if (isElemMatch(value) && value instanceof Doc doc && doc.size() == 1) {
        return elemMatch(path, doc.at(0));
      }
      throw new Flaw("$all/$elemMatch has to be consistent");
    }
    return switch (value) {
      case BsonRegularExpression regex -> leaf(path, Matches.literal(regex), "$regex", regex);
      case Doc doc when Parser.isOperators(doc) -> throw new Flaw("no $ expressions in $all");
      case null, default -> equal(path, value);
    };
  }

  private static boolean isElemMatch(Object value) {
    return value instanceof Doc doc && !doc.isEmpty() && doc.key(0).equals("$elemMatch");
  }

  private Clause elemMatch(Path path, Object operand) {
    if (!(operand instanceof Doc doc)) {
      throw new Flaw("$elemMatch needs an Object");
    }
    boolean values = Parser.isOperators(doc) && !Parser.isLogical(doc.key(0));
    Clause element = values ? parser.conditions(Path.SELF, doc) : parser.inElement(doc);
    return leaf(path, new ElementMatch(element, !values), "$elemMatch", operand);
  }

  private static Clause bits(Path path, Bits.Test test, String name, Object operand) {
    return leaf(path, new Bits(test, Arguments.bits(name, operand)), name, operand);
  }
}
