package org.perfectstorm.provider.swarm.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a Docker Engine listens. */
public sealed interface EngineAddress {
  /** Docker's port without TLS. */
  int DEFAULT_PORT = 2375;

  /** The socket on this machine that Docker listens on unless it is told otherwise. */
  EngineAddress DEFAULT = new Unix(Path.of("/var/run/docker.sock"));

  /** A unix domain socket. */
  record Unix(Path path) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /** Plain HTTP; an IPv6 address stands without brackets. */
  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * Reads {@code unix://PATH}, {@code tcp://HOST[:PORT]}, {@code http://HOST[:PORT]} or {@code
   * HOST[:PORT]}.
   *
   * @throws IllegalArgumentException if it is none of these; the message is for people
   */
  static EngineAddress parse(String text) {
    String address = text.strip();
    int end = address.indexOf("://");
    String scheme = end < 0 ? "tcp" : address.substring(0, end);
    String rest = end < 0 ? address : address.substring(end + 3);
    return switch (scheme) {
      case "unix" -> {
        if (!rest.startsWith("/")) {
          throw wrong(text, "after unix:// an absolute path must follow");
        }
        yield new Unix(Path.of(rest));
      }
      case "tcp", "http" -> tcp(text, rest);
      case "https" -> throw wrong(text, "TLS is not spoken yet, only unix://, tcp:// and http://");
      default -> throw wrong(text, "only unix://, tcp:// and http:// are spoken");
    };
  }

  private static Tcp tcp(String text, String rest) {
    try {
      // URI wants brackets around an IPv6 address: a bare one has more than one colon.
      boolean bare = rest.indexOf(':') != rest.lastIndexOf(':') && !rest.startsWith("[");
      URI uri = new URI("tcp://" + (bare ? "[" + rest + "]" : rest));
      String path = uri.getPath() == null ? "" : uri.getPath();
      if (uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || uri.getPort() > 65535
          || uri.getPort() == 0
          || !(path.isEmpty() || path.equals("/"))) {
        throw wrong(text, "expected HOST or HOST:PORT");
      }
      String host = uri.getHost().replace("[", "").replace("]", "");
      return new Tcp(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    } catch (URISyntaxException e) {
      throw wrong(text, "expected HOST or HOST:PORT");
    }
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "not the address of a Docker Engine: \"" + text + "\": " + why);
  }
}
