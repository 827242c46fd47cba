package org.perfectstorm.template;

import java.util.Optional;
import java.util.stream.Stream;

/** The operators of arithmetic. */
enum Operator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  MODULO("%"),
  POWER("**");

  final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  static Optional<Operator> of(String symbol) {
    return Stream.of(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
  }
}
