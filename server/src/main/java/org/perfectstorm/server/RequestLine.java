package org.perfectstorm.server;

import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Logs each request when it is answered: {@code 200 GET /v1/groups (127.0.0.1) 3ms}. Nothing a
 * client sends can end the line or reach a terminal's controls.
 */
final class RequestLine implements RequestLog {
  private static final Logger LOG = Logger.getLogger("org.perfectstorm.requests");

  /** Longer texts of a client are cut. */
  private static final int LONGEST = 300;

  @Override
  public void log(Request request, Response response) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
    HttpURI uri = request.getHttpURI();
    String path = uri == null ? "" : uri.getPathQuery();
    LOG.info(
        response.getStatus()
            + " "
            + printable(request.getMethod())
            + " "
            + printable(path)
            + " ("
            + Request.getRemoteAddr(request)
            + ") "
            + millis
            + "ms");
  }

  /** A text from outside, on one line, without blanks or control characters, cut where long. */
  static String printable(String text) {
    if (text == null || text.isEmpty()) {
      return "-";
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (safe.length() >= LONGEST) {
        return safe.append("...").toString();
      }
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7F) {
        safe.append(c);
      } else {
        safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return safe.toString();
  }
}
