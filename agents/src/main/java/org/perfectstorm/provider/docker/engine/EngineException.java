package org.perfectstorm.provider.docker.engine;

/** An engine does not answer, or not with what was asked for. The message is for people. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /** There was no answer, or none that can be understood. */
  public EngineException(String message) {
    this(message, null);
  }

  /** There was no answer, or none that can be understood. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  private EngineException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The engine answered, but not with 200. */
  public static EngineException refused(int status, String message) {
    return new EngineException(status, message);
  }

  /** Whether the engine did answer: it refuses this, other requests may well work. */
  public boolean isRefused() {
    return status != 0;
  }

  /** The HTTP status of the refusal, 0 if there was no answer. */
  public int status() {
    return status;
  }
}
