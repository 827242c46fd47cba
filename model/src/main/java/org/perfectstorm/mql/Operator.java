package org.perfectstorm.mql;

/**
 * A condition on one value. It knows nothing of paths and nothing of negation.
 *
 * <p>Immutable, so that threads may share it.
 */
sealed interface Operator
    permits Bits,
        Collect,
        Compare,
        ElementMatch,
        Equal,
        EqualText,
        Exists,
        In,
        Matches,
        Modulo,
        Size,
        TypeIs {
  /** Whether it holds; the value may be {@link org.perfectstorm.mql.bson.Missing}. */
  boolean accepts(Object value);

  /**
   * Whether an array at the end of a path stands for its elements (and for itself), or only for
   * itself.
   */
  default boolean entersArrays() {
    return true;
  }
}
