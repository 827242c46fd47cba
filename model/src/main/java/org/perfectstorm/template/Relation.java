package org.perfectstorm.template;

import java.util.Optional;
import java.util.stream.Stream;

/** What a comparison asks. */
enum Relation {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  IN("in"),
  NOT_IN("not in");

  final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  static Optional<Relation> of(String symbol) {
    return Stream.of(values()).filter(r -> r.symbol.equals(symbol)).findFirst();
  }

  boolean holds(Run run, Object a, Object b) {
    return switch (this) {
      case EQUAL -> Equality.equal(run, a, b);
      case NOT_EQUAL -> !Equality.equal(run, a, b);
      case IN -> Membership.contains(run, b, a);
      case NOT_IN -> !Membership.contains(run, b, a);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Ordering.holds(run, this, a, b);
    };
  }
}
