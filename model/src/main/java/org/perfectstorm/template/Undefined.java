package org.perfectstorm.template;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is not there. It can be passed around, tested with {@code is defined} and replaced with
 * {@code default}; every other use is the error that it carries. Only {@link #EMPTY} is milder.
 */
final class Undefined {
  /** What {@code a if false} is worth: prints as nothing, is false and empty. */
  static final Undefined EMPTY =
      new Undefined("the inline if-expression evaluated to false and no else section was defined.");

  private final String reason;
  private final String name;
  private final Supplier<? extends Collection<String>> candidates;

  Undefined(String reason) {
    this(reason, "", List::of);
  }

  Undefined(String reason, String name, Supplier<? extends Collection<String>> candidates) {
    this.reason = reason;
    this.name = name;
    this.candidates = candidates;
  }

  Fault fault() {
    return new Fault(reason + Suggestion.of(name, candidates.get()));
  }

  boolean isEmpty() {
    return this == EMPTY;
  }

  /** Passes a value on, unless it is undefined and not the mild kind. */
  static Object refuseUnlessEmpty(Object value) {
    return value instanceof Undefined undefined && undefined.isEmpty() ? value : refuse(value);
  }

  /** Passes a value on, unless it is undefined. */
  static Object refuse(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    return value;
  }
}
