package org.perfectstorm.store;

/** A store that cannot be read or written now. The message says which, why, and what to do. */
public final class StoreException extends RuntimeException {
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
