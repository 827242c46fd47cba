package org.perfectstorm.mql;

/**
 * Something that a document must have for a query to match it: a reason to look at the query at
 * all, which an index can find by the document's values.
 */
sealed interface Anchor {
  /** Where the document must have it. */
  Path path();

  /** The path leads to a value that is equal, as far as {@link #key} tells values apart. */
  record Equals(Path path, Object key) implements Anchor {}

  /** The path leads to a string that begins so. */
  record Prefix(Path path, String text) implements Anchor {}

  /** The path leads to some value, be it null. */
  record Present(Path path) implements Anchor {}

  /**
   * A value as {@link Equals} compares it: equal values have equal keys; different ones mostly have
   * different keys. Numbers of all types compare by their double.
   */
  static Object key(Object value) {
    return switch (value) {
      case String text -> text;
      case org.bson.types.Symbol symbol -> symbol.getSymbol();
      case Boolean flag -> flag;
      // Adding zero makes 0.0 of -0.0, which MongoDB holds for equal.
      case Number number -> number.doubleValue() + 0.0;
      case null -> Void.class;
      default -> value.getClass();
    };
  }
}
