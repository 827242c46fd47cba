package org.perfectstorm.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers requests with what a test put there: stormd's words without stormd. */
final class CannedStormd implements AutoCloseable {
  /** An answer: status and body. */
  record Answer(int status, String body) {}

  final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  final BlockingQueue<String> memberEvents = new LinkedBlockingQueue<>();
  private final HttpServer server;

  CannedStormd() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on, a request is answered so: {@code "GET /v1/groups"}. */
  CannedStormd answer(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request =
        exchange.getRequestMethod()
            + " "
            + URLDecoder.decode(
                exchange.getRequestURI().toString().replace("+", "%2B"), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? request : request + " " + body);
    if (request.contains("/events?stream=1")) {
      stream(exchange, request.startsWith("GET /v1/events?") ? events : memberEvents);
      return;
    }
    // What a list leaves out does not matter here.
    String asked = request.replaceAll("\\?fields=[^&]*$|[&]fields=[^&]*$", "");
    Answer answer = answers.getOrDefault(asked, new Answer(404, "{\"detail\":\"Not found.\"}"));
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void stream(HttpExchange exchange, BlockingQueue<String> events)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write('\n');
      out.flush();
      while (true) {
        String event = events.poll(5, TimeUnit.SECONDS);
        out.write(((event == null ? "" : event) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
