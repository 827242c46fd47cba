package org.perfectstorm.template;

import java.util.List;

/** An expression of a template; {@code at} is where it stands in the source. */
sealed interface Expr {
  int at();

  record Literal(Object value, int at) implements Expr {}

  record Name(String name, int at) implements Expr {}

  record ListOf(List<Expr> items, int at) implements Expr {}

  record TupleOf(List<Expr> items, int at) implements Expr {}

  record DictOf(List<Pair> pairs, int at) implements Expr {}

  record Pair(Expr key, Expr value) {}

  record Negative(Expr operand, int at) implements Expr {}

  record Positive(Expr operand, int at) implements Expr {}

  record Not(Expr operand, int at) implements Expr {}

  record And(List<Expr> operands, int at) implements Expr {}

  record Or(List<Expr> operands, int at) implements Expr {}

  record Binary(Operator operator, Expr left, Expr right, int at) implements Expr {}

  record Compare(Expr first, List<Comparison> rest, int at) implements Expr {}

  record Comparison(Relation relation, Expr operand) {}

  record Concat(List<Expr> parts, int at) implements Expr {}

  /** {@code otherwise} is null where there is no else. */
  record Conditional(Expr test, Expr then, Expr otherwise, int at) implements Expr {}

  record Attribute(Expr object, String name, int at) implements Expr {}

  record Item(Expr object, Expr key, int at) implements Expr {}

  /** {@code start}, {@code stop} and {@code step} are null where they are not given. */
  record Slice(Expr object, Expr start, Expr stop, Expr step, int at) implements Expr {}

  record Call(Expr function, Arguments arguments, int at) implements Expr {}

  /** {@code input} is null in a filter block, where the block's text comes in. */
  record Filter(Expr input, Operations.Entry operation, Arguments arguments, int at)
      implements Expr {}

  record Test(Expr input, Operations.Entry operation, Arguments arguments, int at)
      implements Expr {}

  record Keyword(String name, Expr value) {}

  /** {@code starred} ({@code *x}) and {@code doubleStarred} are null where they are not given. */
  record Arguments(List<Expr> positional, List<Keyword> named, Expr starred, Expr doubleStarred) {
    static final Arguments NONE = new Arguments(List.of(), List.of(), null, null);

    boolean isEmpty() {
      return positional.isEmpty() && named.isEmpty() && starred == null && doubleStarred == null;
    }
  }
}
