package org.perfectstorm.agent;

/** A call to stormd failed. The message is for people. */
public final class StormdException extends Exception {
  private static final long serialVersionUID = 1;

  /** What an agent does about it. */
  private enum Remedy {
    TRY_AGAIN,
    REGISTER,
    STAND_BY
  }

  private final Remedy remedy;

  /** With a message for people, and what caused it. */
  public StormdException(String message, Throwable cause) {
    this(message, cause, Remedy.TRY_AGAIN);
  }

  private StormdException(String message, Throwable cause, Remedy remedy) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** Stormd does not know the agent: somebody deleted it, or it is another stormd. */
  public static StormdException unknownAgent(String message, Throwable cause) {
    return new StormdException(message, cause, Remedy.REGISTER);
  }

  /** Another process acts for this agent. */
  public static StormdException anotherActs(String message, Throwable cause) {
    return new StormdException(message, cause, Remedy.STAND_BY);
  }

  boolean isUnknownAgent() {
    return remedy == Remedy.REGISTER;
  }

  boolean anotherActs() {
    return remedy == Remedy.STAND_BY;
  }
}
