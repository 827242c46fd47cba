package org.perfectstorm.template;

/** What has a length and elements by position, other than strings. */
sealed interface Sequence permits ListValue, GivenList, Tuple, RangeValue {
  int size();

  Object get(int index);

  /** Python's name of the type. */
  String type();

  /** The sequence that a value is, or null; an object of the caller may be a list as well. */
  static Sequence of(Object value) {
    return switch (value) {
      case Sequence sequence -> sequence;
      case TemplateObject object -> Host.elements(object);
      case null, default -> null;
    };
  }

  static boolean isList(Object value) {
    return value instanceof ListValue || value instanceof GivenList;
  }
}
