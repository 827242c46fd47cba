package org.perfectstorm.value;

import java.util.List;
import java.util.Map;

/** Java's own lists and maps, turned into values. */
final class Values {
  private Values() {}

  @SuppressWarnings("unchecked")
  static Object from(Object value) {
    return switch (value) {
      case Arr arr -> arr;
      case List<?> list -> Arr.from(list);
      case Map<?, ?> map -> Doc.from((Map<String, ?>) map);
      case Long number when number == number.intValue() -> number.intValue();
      case Short number -> number.intValue();
      case Byte number -> number.intValue();
      case Float number -> number.doubleValue();
      case null, default -> value;
    };
  }
}
