package org.perfectstorm.agent;

/** A call to stormd failed. The message is for people. */
public final class StormdException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unknownAgent;

  /** With a message for people, and what caused it. */
  public StormdException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private StormdException(String message, Throwable cause, boolean unknownAgent) {
    super(message, cause);
    this.unknownAgent = unknownAgent;
  }

  /** Stormd does not know the agent: somebody deleted it, or it is another stormd. */
  public static StormdException unknownAgent(String message, Throwable cause) {
    return new StormdException(message, cause, true);
  }

  boolean isUnknownAgent() {
    return unknownAgent;
  }
}
