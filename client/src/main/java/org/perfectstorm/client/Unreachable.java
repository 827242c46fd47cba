package org.perfectstorm.client;

/**
 * No whole answer came: no connection, a connection that broke, or a deadline that passed. Whether
 * stormd did what was asked is not known.
 */
public final class Unreachable extends ClientException {
  Unreachable(Address address, String why, Throwable cause) {
    super("stormd at " + address + " does not answer: " + why, cause);
  }

  /** None of several answered. */
  Unreachable(String why) {
    super(why, null);
  }
}
