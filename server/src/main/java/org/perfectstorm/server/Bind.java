package org.perfectstorm.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Where to listen.
 *
 * @param host a name or an address, an IPv6 address without brackets
 * @param port 0 for any free one
 */
public record Bind(String host, int port) {
  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code [IPV6]:PORT}, or several of them separated by
   * commas or blanks.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static List<Bind> parse(String text, int defaultPort) {
    List<Bind> binds = new ArrayList<>();
    for (String part : text.strip().split("[,\\s]+")) {
      binds.add(parseOne(part, defaultPort));
    }
    return binds;
  }

  private static Bind parseOne(String text, int defaultPort) {
    String host = text;
    String port = null;
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean bareAddress = bracket < 0 && text.indexOf(':') != colon;
    if (colon > bracket && !bareAddress) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || host.contains("[") || host.contains("]") || host.contains("/")) {
      throw new IllegalArgumentException(
          "expected HOST or HOST:PORT, for example 127.0.0.1:28482 or [::1]:28482, got \""
              + text
              + "\"");
    }
    return new Bind(host, port == null ? defaultPort : port(port));
  }

  /** Reads a port, 0 to 65535. */
  static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("expected a port from 0 to 65535, got \"" + text + "\"");
  }

  /** The same place with the port that was really taken. */
  Bind at(int realPort) {
    return new Bind(host, realPort);
  }

  /** {@code http://127.0.0.1:28482} */
  String url() {
    return "http://" + this;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
