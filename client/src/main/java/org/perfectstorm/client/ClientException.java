package org.perfectstorm.client;

/**
 * Why a call to stormd brought no answer that can be used. The message is one clear sentence for
 * people; the kinds are for programs: an agent waits and tries again when stormd is {@link
 * Unreachable} or {@link Failed}, and does not when it is {@link Refused}.
 */
public abstract sealed class ClientException extends RuntimeException
    permits Failed, NotFound, Refused, Unreachable {
  ClientException(String message, Throwable cause) {
    super(message, cause);
  }
}
