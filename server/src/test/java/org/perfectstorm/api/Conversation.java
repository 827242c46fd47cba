package org.perfectstorm.api;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.perfectstorm.core.Core;
import org.perfectstorm.store.MemoryStore;

/**
 * A server of its own for a class of tests, and words to talk to it: {@code post("/v1/agents",
 * "{}").is(400, "{..}")}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Conversation {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  Core core;
  Javalin server;

  @BeforeAll
  void start() {
    core = Core.open(new MemoryStore(), Clock.systemUTC(), kept());
    server = Javalin.create(config -> Api.configure(config, core)).start("127.0.0.1", 0);
  }

  @AfterAll
  void stop() {
    core.close();
    server.stop();
  }

  /** How many events the server keeps. */
  int kept() {
    return 10_000;
  }

  Answer get(String path) {
    return send(request("GET", path, null));
  }

  Answer post(String path, String json) {
    return send(request("POST", path, json));
  }

  Answer put(String path, String json) {
    return send(request("PUT", path, json));
  }

  Answer patch(String path, String json) {
    return send(request("PATCH", path, json));
  }

  Answer delete(String path) {
    return send(request("DELETE", path, null));
  }

  /** A request to be completed with headers, then sent. */
  HttpRequest.Builder request(String method, String path, String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    if (json == null) {
      return request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return request
        .method(method, HttpRequest.BodyPublishers.ofString(json))
        .setHeader("Content-Type", "application/json");
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
