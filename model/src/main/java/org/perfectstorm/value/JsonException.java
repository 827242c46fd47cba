package org.perfectstorm.value;

/**
 * A text that is no JSON. The message says what was expected and where, in the words of Python's
 * parser, which clients of the first Perfect Storm know: {@code Expecting value: line 1 column 1
 * (char 0)}.
 */
public final class JsonException extends RuntimeException {
  public JsonException(String message) {
    super(message);
  }

  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
