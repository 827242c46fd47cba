package org.perfectstorm.cli.command;

/** Why a command ends without having done what it was asked for. */
public final class Failure extends RuntimeException {
  private final int exitCode;

  private Failure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * It could not be done: exit code 1.
   *
   * @param message for people; each line is printed as it is
   */
  public static Failure because(String message) {
    return new Failure(message, 1);
  }

  /** It was asked for in a way that makes no sense: exit code 2. */
  public static Failure usage(String message) {
    return new Failure(message, 2);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
