package org.perfectstorm.provider.docker.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the engines are: options and environment, as docker's own command line has them. */
public final class EngineOptions {
  @Option(
      names = {"-H", "--host"},
      paramLabel = "HOST",
      description =
          "the Docker Engine: unix://PATH, tcp://HOST[:PORT], ssh://[USER@]HOST[:PORT] or"
              + " HOST[:PORT]; of a swarm several managers, which are tried in turn (default"
              + " unix:///var/run/docker.sock)")
  private List<String> hosts = List.of();

  @Option(names = "--context", paramLabel = "NAME", description = "a docker context, instead of -H")
  private String context;

  @Option(
      names = "--tls",
      description = "speak TLS, without looking at the engine's certificate; --tlsverify does")
  private boolean tls;

  @Option(names = "--tlsverify", description = "speak TLS, and look at the engine's certificate")
  private boolean verify;

  @Option(
      names = "--tlscacert",
      paramLabel = "FILE",
      description = "who may have signed it (default ca.pem in DOCKER_CERT_PATH, or in ~/.docker)")
  private Path authorities;

  @Option(
      names = "--tlscert",
      paramLabel = "FILE",
      description = "our certificate (default cert.pem there)")
  private Path certificate;

  @Option(names = "--tlskey", paramLabel = "FILE", description = "its key (default key.pem there)")
  private Path key;

  /** Whether there is another one to ask. */
  public boolean areSeveral() {
    return hosts.size() > 1;
  }

  /**
   * Where the engines are; one at least. The files that TLS needs can be read.
   *
   * @throws IllegalArgumentException if that cannot be; the message is for people
   */
  public List<EngineAddress> checked(Map<String, String> environment) {
    List<EngineAddress> addresses = addresses(environment);
    for (EngineAddress address : addresses) {
      if (address instanceof EngineAddress.Tcp tcp && tcp.tls() != null) {
        tcp.tls().check();
      }
    }
    return addresses;
  }

  /** As before, but nobody has read the files of TLS. */
  List<EngineAddress> addresses(Map<String, String> environment) {
    if (context != null && !hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "--context: -H says where the engine is; only one of them");
    }
    Tls secure = tls(environment);
    if (!hosts.isEmpty()) {
      return hosts.stream().map(host -> parse("-H", host, secure)).toList();
    }
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (context == null && !host.isBlank()) {
      return List.of(parse("DOCKER_HOST", host, secure));
    }
    EngineAddress found = inContext(environment);
    return List.of(found == null ? EngineAddress.DEFAULT : found);
  }

  private EngineAddress inContext(Map<String, String> environment) {
    Path settings = settings(environment);
    String name = context;
    if (name == null) {
      name = environment.getOrDefault("DOCKER_CONTEXT", "");
    }
    if (name.isBlank()) {
      name = DockerContext.current(settings);
    }
    return name == null ? null : DockerContext.address(settings, name);
  }

  private static EngineAddress parse(String option, String host, Tls secure) {
    try {
      return EngineAddress.parse(host, secure);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /** Null if TLS is not wanted. */
  private Tls tls(Map<String, String> environment) {
    boolean verified = verify || !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
    boolean named = authorities != null || certificate != null || key != null;
    boolean wanted =
        tls || verified || named || !environment.getOrDefault("DOCKER_TLS", "").isEmpty();
    if (!wanted) {
      return null;
    }
    String place = environment.getOrDefault("DOCKER_CERT_PATH", "");
    Path folder = place.isBlank() ? settings(environment) : Path.of(place);
    Path own = file("--tlscert", certificate, folder.resolve("cert.pem"));
    Path secret = file("--tlskey", key, folder.resolve("key.pem"));
    if ((own == null) != (secret == null)) {
      throw new IllegalArgumentException(
          own == null
              ? "--tlskey: there is no certificate for it (--tlscert)"
              : "--tlscert: there is no key for it (--tlskey)");
    }
    return new Tls(
        file("--tlscacert", authorities, folder.resolve("ca.pem")), own, secret, verified);
  }

  /** What was named must be there; what is usual may be missing. */
  private static Path file(String option, Path named, Path usual) {
    if (named != null && !Files.isReadable(named)) {
      throw new IllegalArgumentException(option + ": there is no file " + named + " to be read");
    }
    return named != null ? named : Files.isReadable(usual) ? usual : null;
  }

  private static Path settings(Map<String, String> environment) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    return folder.isBlank()
        ? Path.of(environment.getOrDefault("HOME", "/"), ".docker")
        : Path.of(folder);
  }
}
