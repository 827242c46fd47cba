package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A stormd of its own for a test, as a process. */
final class RealStormd implements AutoCloseable {
  private final Process process;
  private String address;

  /**
   * Starts one on a free port.
   *
   * @param data where it keeps its store
   */
  RealStormd(Path data) throws IOException {
    process =
        program("org.perfectstorm.server.Stormd", "-p", "0", "--data", data.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      int at = line.indexOf("Listening at: http://");
      if (at >= 0) {
        address = line.substring(at + "Listening at: http://".length()).strip();
        break;
      }
    }
    assertThat(address).as(said.toString()).isNotNull();
    // What is not read would stop it.
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                log.transferTo(Writer.nullWriter());
              } catch (IOException e) {
                // It ended.
              }
            });
  }

  /** A program of this project, as a process of its own. */
  static ProcessBuilder program(String main, String... arguments) {
    String classpath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classpath, main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Where it listens. */
  String address() {
    return address;
  }

  /** To be closed. */
  Client client() {
    return new Client(Address.parse(address));
  }

  /** An agent with a small cluster. */
  void seed() {
    try (Client client = client()) {
      client.save(
          Kind.AGENT, "swarm-x", Doc.of("type", "swarm", "name", "swarm-x", "status", "online"));
      client.sync("swarm-x", Json.readDoc(Seed.CLUSTER));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
