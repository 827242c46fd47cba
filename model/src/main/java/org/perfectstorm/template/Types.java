package org.perfectstorm.template;

/** Python's names of types. */
final class Types {
  private Types() {}

  static String name(Object value) {
    return switch (value) {
      case null -> "NoneType";
      case String s -> "str";
      case Boolean b -> "bool";
      case Double d -> "float";
      case Number n -> "int";
      case Sequence sequence -> sequence.type();
      case Mapping m -> "dict";
      case View view -> view.type();
      case Generator g -> "generator";
      case Undefined u -> "Undefined";
      case Native object -> object.type();
      case TemplateObject object -> object.kind();
      default -> "object";
    };
  }

  /** As messages about attributes call it: {@code dict object}. */
  static String object(Object value) {
    return value == null ? "None" : name(value) + " object";
  }
}
