package org.perfectstorm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A stormd of the tests' own, that can be killed and started again with its data and port. */
final class Stormd implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String name;
  private final String javaOptions;
  private final Path data;
  private final int port = freePort();
  private int starts;
  private Program program;

  private Stormd(String name, String javaOptions) {
    this.name = name;
    this.javaOptions = javaOptions;
    this.data = Repository.folder(name);
  }

  /** Starts one on an empty store; returns when it listens. */
  static Stormd start(String name) {
    return start(name, "");
  }

  /**
   * As before.
   *
   * @param javaOptions options for its Java, such as {@code -Xmx512m}
   */
  static Stormd start(String name, String javaOptions) {
    Stormd stormd = new Stormd(name, javaOptions);
    stormd.start();
    return stormd;
  }

  /** Starts it (again); returns when it listens. */
  void start() {
    starts++;
    String title = starts == 1 ? name : name + "-" + starts;
    program =
        Program.start(
            title,
            Map.of("STORMD_JAVA_OPTIONS", javaOptions),
            List.of(
                Repository.launcher("stormd"),
                "-p",
                Integer.toString(port),
                "--data",
                data.toString()));
    try {
      program.await("Listening at", START, line -> line.contains("Listening at: " + url()));
    } catch (InterruptedException e) {
      program.kill();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (AssertionError e) {
      String output = program.output();
      program.kill();
      throw new AssertionError(e.getMessage() + "\n" + output, e);
    }
  }

  /**
   * A port that nobody uses, and that the kernel gives to nobody: one that a client was given as
   * its own could not be listened on again after a restart.
   */
  private static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's.
      }
    }
    throw new IllegalStateException("no free port between 20000 and 30000");
  }

  Program program() {
    return program;
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private String url() {
    return "http://" + address();
  }

  /** {@code kill -9}. */
  void kill() {
    program.kill();
  }

  /** The answer of a GET that has to succeed; parameters as {@code key, value, ...}. */
  Object get(String path, String... parameters) {
    StringBuilder query = new StringBuilder(path);
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
      query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return send("GET", query.toString(), null);
  }

  /** The objects of a list. */
  List<Doc> list(String path, String... parameters) {
    return ((Arr) get(path, parameters)).stream().map(Doc.class::cast).toList();
  }

  /** The answer of a GET that has to succeed, as it came. */
  byte[] bytes(String path) {
    return answer("GET", path, null);
  }

  /** Sends a document, any code of success will do; the answer, or null if there is none. */
  Object send(String method, String path, Doc body) {
    byte[] json = answer(method, path, body);
    return json.length == 0 ? null : Json.read(json);
  }

  private byte[] answer(String method, String path, Doc body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/v1" + path)).timeout(ANSWER);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(Json.bytes(body)));
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        throw new AssertionError(method + " " + path + " gave " + answer.statusCode() + " " + text);
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends it and removes its data. */
  @Override
  public void close() {
    try {
      program.close();
    } finally {
      http.close();
    }
    Repository.remove(data);
  }
}
