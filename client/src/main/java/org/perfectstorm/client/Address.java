package org.perfectstorm.client;

/**
 * Where a stormd listens.
 *
 * @param host a name or an IP address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
  /** The port that stormd listens on unless it is told otherwise. */
  public static final int DEFAULT_PORT = 28482;

  /** A stormd on this machine, on the default port. */
  public static final Address DEFAULT = new Address("127.0.0.1", DEFAULT_PORT);

  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code [IPv6]:PORT}, a bare IPv6 address, or any of them
   * as {@code http://HOST:PORT/}.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what is wrong
   */
  public static Address parse(String text) {
    String rest = text.strip();
    int scheme = rest.indexOf("://");
    if (scheme >= 0) {
      if (!rest.substring(0, scheme).equalsIgnoreCase("http")) {
        throw wrong(text, "only http:// is spoken");
      }
      rest = rest.substring(scheme + 3);
      if (rest.endsWith("/")) {
        rest = rest.substring(0, rest.length() - 1);
      }
    }
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        throw wrong(text, "a closing ] is missing");
      }
      String after = rest.substring(end + 1);
      if (!after.isEmpty() && after.charAt(0) != ':') {
        throw wrong(text, "after ] only :PORT may stand");
      }
      return of(text, rest.substring(1, end), after.isEmpty() ? null : after.substring(1));
    }
    int colon = rest.indexOf(':');
    if (colon >= 0 && colon == rest.lastIndexOf(':')) {
      return of(text, rest.substring(0, colon), rest.substring(colon + 1));
    }
    return of(text, rest, null);
  }

  private static Address of(String text, String host, String port) {
    if (host.isEmpty()) {
      throw wrong(text, "the host is missing");
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c == 127 || "/@?#[]\\\"<>".indexOf(c) >= 0) {
        throw wrong(text, "a host has no '" + c + "'");
      }
    }
    if (port == null) {
      return new Address(host, DEFAULT_PORT);
    }
    int number = 0;
    for (int i = 0; i < port.length(); i++) {
      char c = port.charAt(i);
      if (c < '0' || c > '9' || number > 65535) {
        throw wrong(text, "the port must be a number from 1 to 65535");
      }
      number = number * 10 + (c - '0');
    }
    if (number < 1 || number > 65535) {
      throw wrong(text, "the port must be a number from 1 to 65535");
    }
    return new Address(host, number);
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "not an address (HOST or HOST:PORT): \"" + text + "\": " + why);
  }

  /** As it stands in an HTTP {@code Host} header, always with the port. */
  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
