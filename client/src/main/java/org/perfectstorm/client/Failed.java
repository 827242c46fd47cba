package org.perfectstorm.client;

/** An answer that should not be: a 5xx, or one that is not stormd's at all. */
public final class Failed extends ClientException {
  private final boolean away;

  Failed(Address address, String why, Throwable cause) {
    this(address, why, cause, false);
  }

  /**
   * @param away whether it says that it cannot answer now, but another server may
   */
  Failed(Address address, String why, Throwable cause, boolean away) {
    super("what answers at " + address + " " + why, cause);
    this.away = away;
  }

  boolean isAway() {
    return away;
  }
}
