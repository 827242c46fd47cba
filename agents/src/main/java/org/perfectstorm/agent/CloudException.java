package org.perfectstorm.agent;

/**
 * A cloud did not say what it holds. The message is for people: it names the cloud, what happened
 * and, where there is one, the way out.
 */
public final class CloudException extends Exception {
  private static final long serialVersionUID = 1;

  /** With a message for people. */
  public CloudException(String message) {
    super(message);
  }

  /** With a message for people, and what caused it. */
  public CloudException(String message, Throwable cause) {
    super(message, cause);
  }
}
