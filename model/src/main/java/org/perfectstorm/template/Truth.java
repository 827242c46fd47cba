package org.perfectstorm.template;

import java.math.BigInteger;

/** What counts as true: everything but None, zero and what is empty. */
final class Truth {
  private Truth() {}

  static boolean of(Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Double number -> number != 0;
      case BigInteger number -> number.signum() != 0;
      case Mapping mapping -> mapping.size() > 0;
      case View view -> view.mapping().size() > 0;
      case Undefined undefined when undefined.isEmpty() -> false;
      case Undefined undefined -> throw undefined.fault();
      default -> {
        Sequence sequence = Sequence.of(value);
        yield sequence == null || sequence.size() > 0;
      }
    };
  }
}
