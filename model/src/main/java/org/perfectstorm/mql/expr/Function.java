package org.perfectstorm.mql.expr;

import java.util.List;

/** How an operator of expressions is compiled. */
@FunctionalInterface
interface Function {
  /** The term for an operand, as it stands in the expression. */
  Term compile(Object operand, Reader reader);

  /** An operator on values, which are all evaluated before. */
  @FunctionalInterface
  interface OfValues {
    Object apply(Object[] values, Scope scope);
  }

  /** An operator on one value. */
  @FunctionalInterface
  interface OfOne {
    Object apply(Object value);
  }

  /** An operator with so many arguments. */
  static Function of(String name, int least, int most, OfValues function) {
    return (operand, reader) -> {
      Term[] terms = reader.arguments(name, operand, least, most).toArray(Term[]::new);
      return scope -> function.apply(values(terms, scope), scope);
    };
  }

  /** An operator with one argument. */
  static Function one(String name, OfOne function) {
    return of(name, 1, 1, (values, _) -> function.apply(values[0]));
  }

  /** An operator with one argument that gives null for null, and for nothing. */
  static Function oneOrNull(String name, OfOne function) {
    return one(name, value -> Given.isNull(value) ? null : function.apply(value));
  }

  /** An operator whose arguments have names: {@code {input: .., regex: ..}}. */
  static Function named(
      String name, List<String> required, List<String> optional, OfValues function) {
    return (operand, reader) -> {
      Term[] terms = reader.named(name, operand, required, optional);
      return scope -> function.apply(values(terms, scope), scope);
    };
  }

  private static Object[] values(Term[] terms, Scope scope) {
    Object[] values = new Object[terms.length];
    for (int i = 0; i < terms.length; i++) {
      values[i] = terms[i] == null ? Given.NOT : terms[i].of(scope);
    }
    return values;
  }
}
