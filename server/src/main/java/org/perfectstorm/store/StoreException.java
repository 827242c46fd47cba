package org.perfectstorm.store;

/** A store that cannot be read or written now. The message says which, why, and what to do. */
public final class StoreException extends RuntimeException {
  private final boolean away;

  public StoreException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private StoreException(String message, Throwable cause, boolean away) {
    super(message, cause);
    this.away = away;
  }

  /** A store that does not answer: nothing is known to be wrong with it. */
  public static StoreException away(String message, Throwable cause) {
    return new StoreException(message, cause, true);
  }

  /** Whether all is well again as soon as the store answers. */
  public boolean isAway() {
    return away;
  }
}
