package org.perfectstorm.provider.docker.engine;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Why an exchange broke, in a few words for people. */
public final class Reason {
  private static final String CLOSED = "the connection was closed";

  /** Longer ones are for nobody. */
  private static final int LONGEST = 200;

  private Reason() {}

  public static String of(Throwable e) {
    return switch (e) {
      case null -> "no reason known";
      case TimeoutException _ -> "no whole answer in time";
      case SocketTimeoutException _ -> "no connection in time";
      case UnknownHostException _ -> "unknown host";
      case UnresolvedAddressException _ -> "unknown host";
      // The HTTP client's own has its whole inside for a message.
      case EOFException end when end.getMessage() == null || end.getMessage().contains("@") ->
          CLOSED;
      case EOFException end -> text(end);
      case ClosedChannelException _ -> CLOSED;
      case ConnectException c -> text(c);
      default -> e.getCause() == null ? text(e) : of(e.getCause());
    };
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    return switch (message) {
      case "No such file or directory" -> "there is no such socket; is Docker running?";
      case "Permission denied" -> "permission denied; run as root or in the group docker";
      default ->
          message.substring(0, 1).toLowerCase(Locale.ROOT)
              + message.substring(1, Math.min(message.length(), LONGEST));
    };
  }
}
