package org.perfectstorm.client;

/** An answer that should not be: a 5xx, or one that is not stormd's at all. */
public final class Failed extends ClientException {
  Failed(Address address, String why, Throwable cause) {
    super("what answers at " + address + " " + why, cause);
  }
}
