package org.perfectstorm.cli.terminal;

/** Nobody reads the output any more ({@code | head}): a reason to stop, not a failure. */
public final class Closed extends RuntimeException {
  /** Because of a write that failed; null if another thread saw it. */
  public Closed(Throwable cause) {
    super(null, cause, false, false);
  }
}
