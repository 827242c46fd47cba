package org.perfectstorm.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** stormd in a process of its own, for tests; what it prints is collected. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final Process process;
  final List<String> output = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Running(Process process) {
    this.process = process;
    this.reader = Thread.startVirtualThread(this::read);
  }

  static Running start(String... args) throws IOException {
    return start(Map.of(), args);
  }

  static Running start(Map<String, String> environment, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Stormd.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("STORM"));
    builder.environment().putAll(environment);
    return new Running(builder.start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      output.add(e.toString());
    }
  }

  /** The first line with this text, once it is there. */
  String line(String text) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean ended = !reader.isAlive();
      for (String line : output) {
        if (line.contains(text)) {
          return line;
        }
      }
      if (ended) {
        break;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no line with \"" + text + "\" in " + output);
  }

  /** Where it listens first: {@code http://127.0.0.1:1234}. */
  String url() throws InterruptedException {
    String line = line("Listening at: ");
    return line.substring(line.indexOf("http"));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(PATIENCE)
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The exit code, once it has ended. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it printed " + output);
    }
    reader.join(PATIENCE);
    return process.exitValue();
  }

  /** Asks it to stop (SIGTERM). */
  void stop() {
    process.toHandle().destroy();
  }

  /** Kills it (SIGKILL). */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exit();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.toHandle().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
