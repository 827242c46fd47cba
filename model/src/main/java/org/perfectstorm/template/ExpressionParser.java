package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.perfectstorm.template.Token.Kind;

/** Expressions, from the operators that bind least to those that bind most. */
final class ExpressionParser {
  /** Operators in one expression, at most: each makes the tree deeper. */
  private static final int MOST_OPERATORS = 400;

  private final Tokens tokens;
  private final PrimaryParser primaries;
  private int operators;

  ExpressionParser(Tokens tokens, MacroNames macros) {
    this.tokens = tokens;
    this.primaries = new PrimaryParser(tokens, this, macros);
  }

  /** A whole expression of a tag; with commas it is a tuple. */
  Expr tuple() {
    operators = 0;
    return tuple(this::conditional, false, List.of());
  }

  /** As {@link #tuple()}, without {@code a if b else c}, up to one of the given words. */
  Expr tupleBefore(String... words) {
    operators = 0;
    return tuple(this::or, false, List.of(words));
  }

  /** A whole expression of a tag. */
  Expr whole() {
    operators = 0;
    return conditional();
  }

  PrimaryParser primaries() {
    return primaries;
  }

  Expr tuple(Supplier<Expr> element, boolean parentheses, List<String> endWords) {
    int at = tokens.current().at();
    List<Expr> items = new ArrayList<>();
    boolean comma = false;
    while (true) {
      if (!items.isEmpty()) {
        tokens.expectOperator(",");
      }
      if (atTupleEnd(endWords)) {
        break;
      }
      items.add(element.get());
      if (!tokens.atOperator(",")) {
        break;
      }
      comma = true;
    }
    if (!comma && !items.isEmpty()) {
      return items.getFirst();
    }
    if (!comma && !parentheses) {
      throw new Fault(
          "Expected an expression, got '" + tokens.current().described() + "'",
          tokens.current().at());
    }
    return new Expr.TupleOf(List.copyOf(items), at);
  }

  private boolean atTupleEnd(List<String> endWords) {
    return switch (tokens.current().kind()) {
      case VARIABLE_END, BLOCK_END -> true;
      case OPERATOR -> tokens.atOperator(")");
      case NAME -> endWords.contains(tokens.current().text());
      default -> false;
    };
  }

  Expr conditional() {
    tokens.enter();
    int at = tokens.current().at();
    Expr value = or();
    while (tokens.skipName("if")) {
      count();
      Expr test = or();
      Expr otherwise = tokens.skipName("else") ? conditional() : null;
      value = new Expr.Conditional(test, value, otherwise, at);
    }
    tokens.leave();
    return value;
  }

  Expr or() {
    int at = tokens.current().at();
    Expr first = and();
    if (!tokens.atName("or")) {
      return first;
    }
    List<Expr> operands = new ArrayList<>(List.of(first));
    while (tokens.skipName("or")) {
      operands.add(and());
    }
    return new Expr.Or(List.copyOf(operands), at);
  }

  private Expr and() {
    int at = tokens.current().at();
    Expr first = not();
    if (!tokens.atName("and")) {
      return first;
    }
    List<Expr> operands = new ArrayList<>(List.of(first));
    while (tokens.skipName("and")) {
      operands.add(not());
    }
    return new Expr.And(List.copyOf(operands), at);
  }

  private Expr not() {
    if (!tokens.atName("not")) {
      return compare();
    }
    tokens.enter();
    int at = tokens.next().at();
    Expr operand = not();
    tokens.leave();
    return new Expr.Not(operand, at);
  }

  private Expr compare() {
    int at = tokens.current().at();
    Expr first = sum();
    List<Expr.Comparison> rest = new ArrayList<>();
    for (Relation relation = relation(); relation != null; relation = relation()) {
      rest.add(new Expr.Comparison(relation, sum()));
    }
    return rest.isEmpty() ? first : new Expr.Compare(first, List.copyOf(rest), at);
  }

  private Relation relation() {
    if (tokens.atKind(Kind.OPERATOR)) {
      Optional<Relation> relation = Relation.of(tokens.current().text());
      relation.ifPresent(r -> tokens.next());
      return relation.orElse(null);
    }
    if (tokens.skipName("in")) {
      return Relation.IN;
    }
    if (tokens.atName("not") && tokens.look().isName("in")) {
      tokens.next();
      tokens.next();
      return Relation.NOT_IN;
    }
    return null;
  }

  private Expr sum() {
    return binary(this::concat, "+", "-");
  }

  private Expr concat() {
    int at = tokens.current().at();
    Expr first = product();
    if (!tokens.atOperator("~")) {
      return first;
    }
    List<Expr> parts = new ArrayList<>(List.of(first));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return new Expr.Concat(List.copyOf(parts), at);
  }

  private Expr product() {
    return binary(() -> binary(() -> unary(true), "**"), "*", "/", "//", "%");
  }

  private Expr binary(Supplier<Expr> operand, String... symbols) {
    Expr left = operand.get();
    while (tokens.atKind(Kind.OPERATOR) && List.of(symbols).contains(tokens.current().text())) {
      count();
      Token token = tokens.next();
      Operator operator = Operator.of(token.text()).orElseThrow();
      left = new Expr.Binary(operator, left, operand.get(), token.at());
    }
    return left;
  }

  private Expr unary(boolean filters) {
    int at = tokens.current().at();
    boolean minus = tokens.atOperator("-");
    Expr value;
    if (minus || tokens.atOperator("+")) {
      tokens.enter();
      tokens.next();
      Expr operand = unary(false);
      value = minus ? new Expr.Negative(operand, at) : new Expr.Positive(operand, at);
      tokens.leave();
    } else {
      value = primaries.primary();
    }
    value = primaries.postfix(value);
    return filters ? primaries.filters(value) : value;
  }

  /** Counts an operator against the limit. */
  void count() {
    if (++operators > MOST_OPERATORS) {
      throw new Fault(
          "this expression is too long: more than "
              + MOST_OPERATORS
              + " operators; divide it with {% set %}",
          tokens.current().at());
    }
  }
}
