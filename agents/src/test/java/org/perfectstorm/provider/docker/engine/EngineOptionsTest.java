package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Options, environment and contexts, in docker's own order of what wins. */
class EngineOptionsTest {
  @TempDir Path settings;
  private final Map<String, String> environment = new HashMap<>();

  @Command
  private static final class Line {
    @Mixin private final EngineOptions options = new EngineOptions();
  }

  @BeforeEach
  void settings() {
    environment.put("DOCKER_CONFIG", settings.toString());
  }

  private List<EngineAddress> addresses(String... words) {
    Line line = new Line();
    new CommandLine(line).parseArgs(words);
    return line.options.addresses(environment);
  }

  private void context(String name, String host, boolean withFiles) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    String folder = HexFormat.of().formatHex(hash);
    write(
        "contexts/meta/" + folder + "/meta.json",
        "{\"Name\":\"" + name + "\",\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"}}}");
    if (withFiles) {
      for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
        write("contexts/tls/" + folder + "/docker/" + file, "");
      }
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = settings.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void whatIsSaidFirstWins() throws Exception {
    assertThat(addresses()).hasToString("[unix:///var/run/docker.sock]");
    context("lab", "tcp://lab:1", false);
    context("other", "ssh://me@other", false);
    write("config.json", "{\"auths\":{},\"currentContext\":\"lab\"}");
    assertThat(addresses()).hasToString("[tcp://lab:1]");
    environment.put("DOCKER_CONTEXT", "other");
    assertThat(addresses()).hasToString("[ssh://me@other]");
    environment.put("DOCKER_HOST", "tcp://env:2");
    assertThat(addresses()).hasToString("[tcp://env:2]");
    assertThat(addresses("--context", "lab")).hasToString("[tcp://lab:1]");
    assertThat(addresses("--context", "default")).hasToString("[unix:///var/run/docker.sock]");
    assertThat(addresses("-H", "a:1", "--host", "unix:///b")).hasToString("[tcp://a:1, unix:///b]");
  }

  @Test
  void aContextBringsItsCertificates() throws Exception {
    context("safe", "tcp://safe:2376", true);
    EngineAddress.Tcp address = (EngineAddress.Tcp) addresses("--context", "safe").getFirst();
    assertThat(address.tls().verify()).isTrue();
    assertThat(address.tls().authorities()).hasFileName("ca.pem").exists();
    assertThat(address.tls().key()).hasFileName("key.pem").exists();
  }

  @Test
  void certificatesAreFoundWhereDockerFindsThem() throws Exception {
    assertThat(addresses("-H", "tcp://x", "--tlsverify")).hasToString("[tcp://x:2376]");
    write("ca.pem", "");
    write("mine/cert.pem", "");
    write("mine/key.pem", "");
    environment.put("DOCKER_TLS_VERIFY", "1");
    EngineAddress.Tcp address = (EngineAddress.Tcp) addresses("-H", "tcp://x").getFirst();
    assertThat(address.tls().authorities()).isEqualTo(settings.resolve("ca.pem"));
    assertThat(address.tls().certificate()).isNull();
    environment.put("DOCKER_CERT_PATH", settings.resolve("mine").toString());
    address = (EngineAddress.Tcp) addresses("-H", "tcp://x").getFirst();
    assertThat(address.tls().authorities()).isNull();
    assertThat(address.tls().certificate()).isEqualTo(settings.resolve("mine/cert.pem"));
    assertThat(address.tls().verify()).isTrue();
    environment.remove("DOCKER_TLS_VERIFY");
    assertThat(((EngineAddress.Tcp) addresses("-H", "tcp://x").getFirst()).tls()).isNull();
    assertThat(((EngineAddress.Tcp) addresses("-H", "x", "--tls").getFirst()).tls().verify())
        .isFalse();
  }

  @Test
  void mistakesAreSaid() throws Exception {
    context("none", "tcp://x", false);
    write("mine/cert.pem", "");
    String certificate = settings.resolve("mine/cert.pem").toString();
    refused("--context: -H says", "-H", "x", "--context", "lab");
    refused("there is no docker context \"lab\"", "--context", "lab");
    refused("-H: not the address", "-H", "ftp://x");
    refused("-H: not the address", "-H", "https://x");
    refused("--tlscacert: there is no file /nowhere", "-H", "x", "--tlscacert", "/nowhere");
    refused("--tlscert: there is no key", "-H", "x", "--tlscert", certificate);
    write("config.json", "gar bage {");
    refused(settings.resolve("config.json") + ": ");
  }

  private void refused(String message, String... words) {
    assertThatThrownBy(() -> addresses(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
