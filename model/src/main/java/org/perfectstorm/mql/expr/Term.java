package org.perfectstorm.mql.expr;

/** A part of an expression. */
@FunctionalInterface
interface Term {
  /** Its value; {@link org.perfectstorm.mql.bson.Missing} if there is none. */
  Object of(Scope scope);

  /** A term that is always the same. */
  record Constant(Object value) implements Term {
    @Override
    public Object of(Scope scope) {
      return value;
    }
  }
}
