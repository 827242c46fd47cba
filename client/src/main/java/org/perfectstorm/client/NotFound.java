package org.perfectstorm.client;

/** There is no such object (404), or its name is shared by several. */
public final class NotFound extends ClientException {
  NotFound(String message) {
    super(message, null);
  }
}
