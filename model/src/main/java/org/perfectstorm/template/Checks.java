package org.perfectstorm.template;

import java.math.BigInteger;

/** The tests: what can stand after {@code is}. */
final class Checks {
  static final Operations ALL = new Operations("test");

  static {
    ALL.add("defined", "", (run, value, a) -> !(value instanceof Undefined))
        .add("undefined", "", (run, value, a) -> value instanceof Undefined)
        .add("none", "", (run, value, a) -> value == null)
        .add("boolean", "", (run, value, a) -> value instanceof Boolean)
        .add("true", "", (run, value, a) -> Boolean.TRUE.equals(value))
        .add("false", "", (run, value, a) -> Boolean.FALSE.equals(value))
        .add(
            "integer", "", (run, value, a) -> Numbers.isWhole(value) && !(value instanceof Boolean))
        .add("float", "", (run, value, a) -> value instanceof Double)
        .add("number", "", (run, value, a) -> Numbers.isNumber(value))
        .add("string", "", (run, value, a) -> value instanceof String)
        .add("mapping", "", (run, value, a) -> value instanceof Mapping)
        .add("iterable", "", (run, value, a) -> Iteration.isIterable(value))
        .add("sequence", "", (run, value, a) -> isSequence(value))
        .add("callable", "", (run, value, a) -> isCallable(value))
        .add("escaped", "", (run, value, a) -> false)
        .add("lower", "", (run, value, a) -> Letters.isLower(Repr.text(run, value)))
        .add("upper", "", (run, value, a) -> Letters.isUpper(Repr.text(run, value)))
        .add("filter", "", (run, value, a) -> isName(value, Filters.ALL))
        .add("test", "", (run, value, a) -> isName(value, Checks.ALL))
        .add("odd", "", (run, value, a) -> rest(run, value, 2L) == 1)
        .add("even", "", (run, value, a) -> rest(run, value, 2L) == 0)
        .add("divisibleby", "num", (run, value, a) -> rest(run, value, a.get(0)) == 0)
        .add("sameas", "other", (run, value, a) -> Equality.same(run, value, a.get(0)))
        .add("in", "seq", (run, value, a) -> Membership.contains(run, a.get(0), value));
    relation(Relation.EQUAL, "eq", "equalto");
    relation(Relation.NOT_EQUAL, "ne");
    relation(Relation.GREATER, "gt", "greaterthan");
    relation(Relation.GREATER_OR_EQUAL, "ge");
    relation(Relation.LESS, "lt", "lessthan");
    relation(Relation.LESS_OR_EQUAL, "le");
  }

  private Checks() {}

  private static void relation(Relation relation, String... aliases) {
    ALL.add(relation.symbol, "other", (run, value, a) -> relation.holds(run, value, a.get(0)));
    for (String alias : aliases) {
      ALL.alias(alias, relation.symbol);
    }
  }

  private static boolean isSequence(Object value) {
    return value instanceof String || value instanceof Mapping || isListed(value);
  }

  private static boolean isListed(Object value) {
    return !(value instanceof Undefined) && Sequence.of(value) != null;
  }

  private static boolean isCallable(Object value) {
    Undefined.refuse(value);
    return value instanceof TemplateObject
        || (value instanceof Native object && object.isCallable());
  }

  private static boolean isName(Object value, Operations all) {
    return Undefined.refuse(value) instanceof String name && all.get(name) != null;
  }

  /** The rest of a division, or -1 where it is no whole number. */
  private static int rest(Run run, Object value, Object by) {
    Object rest = Arithmetic.apply(run, Operator.MODULO, value, by);
    return switch (rest) {
      case Long number -> number == 0 || number == 1 ? number.intValue() : -1;
      case BigInteger number -> -1;
      case Double number -> number == 0 ? 0 : number == 1 ? 1 : -1;
      default -> -1;
    };
  }
}
