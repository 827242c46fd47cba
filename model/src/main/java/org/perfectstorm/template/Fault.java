package org.perfectstorm.template;

/** What is wrong, on its way to the place where the template's line is known. */
final class Fault extends RuntimeException {
  /** Where, or -1 if the one who runs the template knows. */
  final int at;

  Fault(String reason) {
    this(reason, -1);
  }

  Fault(String reason, int at) {
    this(reason, at, null);
  }

  Fault(String reason, int at, Throwable cause) {
    super(reason, cause, false, false);
    this.at = at;
  }
}
