package org.perfectstorm.template;

/** Which methods a value has. */
final class Methods {
  private Methods() {}

  /** The methods of a value's type, or null. */
  static Operations of(Object value) {
    return switch (value) {
      case String text -> StringMethods.ALL;
      case Tuple tuple -> ListMethods.TUPLE;
      case RangeValue range -> ListMethods.TUPLE;
      case Sequence list -> ListMethods.LIST;
      case Mapping mapping -> DictMethods.ALL;
      case Double number -> NumberMethods.FLOAT;
      case Boolean truth -> NumberMethods.INT;
      case Number number -> NumberMethods.INT;
      case null, default -> null;
    };
  }
}
