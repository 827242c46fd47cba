package org.perfectstorm.store;

/**
 * Others committed so much that not all of what is missing here is kept any more: only a new {@link
 * Store#load} brings this server up to date.
 */
public final class LeftBehind extends RuntimeException {
  public LeftBehind(String message) {
    super(message, null, false, false);
  }
}
