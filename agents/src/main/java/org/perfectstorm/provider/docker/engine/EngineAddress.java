package org.perfectstorm.provider.docker.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a Docker Engine listens. */
public sealed interface EngineAddress {
  /** Docker's port without TLS. */
  int DEFAULT_PORT = 2375;

  /** And with TLS. */
  int DEFAULT_TLS_PORT = 2376;

  /** The socket on this machine that Docker listens on unless it is told otherwise. */
  EngineAddress DEFAULT = new Unix(Path.of("/var/run/docker.sock"));

  /** A unix domain socket. */
  record Unix(Path path) implements EngineAddress {
    @Override
    public List<String> options() {
      return List.of("--host", toString());
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /**
   * HTTP; an IPv6 address stands without brackets.
   *
   * @param tls null for none
   */
  record Tcp(String host, int port, Tls tls) implements EngineAddress {
    /** Without TLS. */
    public Tcp(String host, int port) {
      this(host, port, null);
    }

    @Override
    public List<String> options() {
      List<String> options = new ArrayList<>(List.of("--host", toString()));
      if (tls != null) {
        options.addAll(tls.options());
      }
      return options;
    }

    @Override
    public String toString() {
      return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * By ssh to its machine.
   *
   * @param user null for ssh's own choice
   * @param port 0 for ssh's own choice
   */
  record Ssh(String user, String host, int port) implements EngineAddress {
    /** What connects to it. */
    List<String> command() {
      // It must not ask, since nobody answers, and must notice when the other side is gone.
      List<String> command =
          new ArrayList<>(
              List.of(
                  "ssh",
                  "-o",
                  "BatchMode=yes",
                  "-o",
                  "ConnectTimeout=10",
                  "-o",
                  "ServerAliveInterval=15",
                  "-T"));
      if (user != null) {
        command.addAll(List.of("-l", user));
      }
      if (port > 0) {
        command.addAll(List.of("-p", Integer.toString(port)));
      }
      command.addAll(List.of("--", host, "docker", "system", "dial-stdio"));
      return command;
    }

    @Override
    public List<String> options() {
      return List.of("--host", toString());
    }

    @Override
    public String toString() {
      return "ssh://" + (user == null ? "" : user + "@") + host + (port > 0 ? ":" + port : "");
    }
  }

  /** The options of docker's command line that lead to it. */
  List<String> options();

  /** As below, without TLS. */
  static EngineAddress parse(String text) {
    return parse(text, null);
  }

  /**
   * Reads {@code unix://PATH}, {@code tcp://HOST[:PORT]}, {@code http://HOST[:PORT]}, {@code
   * HOST[:PORT]}, {@code ssh://[USER@]HOST[:PORT]}.
   *
   * @param tls for addresses of TCP; null for none
   * @throws IllegalArgumentException if it is none of these; the message is for people
   */
  static EngineAddress parse(String text, Tls tls) {
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
      case "tcp", "http" -> tcp(text, rest, tls);
      case "https" -> {
        if (tls == null) {
          throw wrong(text, "TLS is not switched on; --tlsverify or --tls does that");
        }
        yield tcp(text, rest, tls);
      }
      case "ssh" -> ssh(text, address);
      default -> throw wrong(text, "only unix://, tcp://, http(s):// and ssh:// are spoken");
    };
  }

  private static Ssh ssh(String text, String address) {
    try {
      URI uri = new URI(address);
      String path = uri.getPath() == null ? "" : uri.getPath();
      String user = uri.getUserInfo();
      if (uri.getHost() == null
          || uri.getHost().startsWith("-")
          || (user != null && (user.contains(":") || user.startsWith("-")))
          || !(path.isEmpty() || path.equals("/"))) {
        throw wrong(text, "expected ssh://[USER@]HOST[:PORT]");
      }
      String host = uri.getHost().replace("[", "").replace("]", "");
      return new Ssh(user, host, Math.max(0, uri.getPort()));
    } catch (URISyntaxException e) {
      throw wrong(text, "expected ssh://[USER@]HOST[:PORT]");
    }
  }

  private static Tcp tcp(String text, String rest, Tls tls) {
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
      int usual = tls == null ? DEFAULT_PORT : DEFAULT_TLS_PORT;
      return new Tcp(host, uri.getPort() < 0 ? usual : uri.getPort(), tls);
    } catch (URISyntaxException e) {
      throw wrong(text, "expected HOST or HOST:PORT");
    }
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "not the address of a Docker Engine: \"" + text + "\": " + why);
  }
}
