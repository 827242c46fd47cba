package org.perfectstorm.server;

/** The environment's variables. */
final class Environment {
  private Environment() {}

  /** A variable's value, null if it is missing or empty. */
  static String get(String name) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? null : value;
  }
}
