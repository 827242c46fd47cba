package org.perfectstorm.store;

/**
 * Another server's commit came first. Nothing was kept; {@link Store#others} says what it was, and
 * what was to be kept has to be made anew on top of that.
 */
public final class LostRace extends RuntimeException {
  public LostRace() {
    super("another server's commit came first", null, false, false);
  }
}
