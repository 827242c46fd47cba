package org.perfectstorm.bench.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.GZIPInputStream;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Answers as a Docker Engine does, with the lists of the recorded swarm, but with as many tasks as
 * one likes, of 3 KB each: more than a lab can run.
 */
final class CannedEngine implements AutoCloseable {
  private static final int TASK_BYTES = 3_000;

  private final HttpServer server;

  /** As JSON; each is replaced when it changes. */
  private final AtomicReferenceArray<byte[]> tasks;

  /** All tasks are this one, but for their number. */
  private final Doc task;

  private final AtomicLong lists = new AtomicLong();

  private CannedEngine(HttpServer server, Doc task, int count) {
    this.server = server;
    this.task = task;
    this.tasks = new AtomicReferenceArray<>(count);
    for (int i = 0; i < count; i++) {
      change(i, 1, "running");
    }
  }

  /** Starts one on a free port of this machine. */
  static CannedEngine start(Path root, int tasks) throws IOException {
    Map<String, Object> recorded =
        recorded(
            root.resolve(
                "agents/src/main/resources/org/perfectstorm/provider/swarm/demo.jsonl.gz"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    for (String path : List.of("/info", "/nodes", "/services")) {
      give(server, "/v1.41" + path, Json.bytes(recorded.get(path)));
    }
    give(server, "/version", Json.bytes(Doc.of("ApiVersion", "1.41", "MinAPIVersion", "1.12")));
    for (String path : List.of("/networks", "/configs", "/secrets")) {
      give(server, "/v1.41" + path, Json.bytes(Arr.EMPTY));
    }
    give(server, "/v1.41/volumes", Json.bytes(Doc.of("Volumes", Arr.EMPTY)));
    CannedEngine engine = new CannedEngine(server, task((Arr) recorded.get("/tasks")), tasks);
    server.createContext("/v1.41/tasks", engine::answerTasks);
    // A stream of events in which nothing happens.
    server.createContext(
        "/v1.41/events",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().flush();
        });
    server.start();
    return engine;
  }

  /** Where the agent finds it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The first answer of each path. */
  private static Map<String, Object> recorded(Path recording) throws IOException {
    Map<String, Object> bodies = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(recording)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Doc frame = Json.readDoc(line);
        if (frame.has("path")) {
          bodies.putIfAbsent(frame.text("path"), frame.get("body"));
        }
      }
    }
    return bodies;
  }

  /** A running one of the usual size. */
  private static Doc task(Arr recorded) {
    Doc one =
        recorded.stream()
            .map(Doc.class::cast)
            .filter(task -> "running".equals(task.path("Status", "State")))
            .filter(task -> !task.arr("NetworksAttachments").isEmpty())
            .findFirst()
            .orElseThrow();
    Doc spec = one.doc("Spec");
    String padding = "x".repeat(Math.max(0, TASK_BYTES - Json.bytes(one).length));
    Doc container = spec.doc("ContainerSpec").with("Env", List.of("PADDING=" + padding));
    return one.with("Spec", spec.with("ContainerSpec", container));
  }

  /** What a task is called. */
  static String id(int number) {
    return "canned%019d".formatted(number);
  }

  /** From now on a task is in this state. */
  void change(int number, int version, String state) {
    tasks.set(
        number,
        Json.bytes(
            task.with("ID", id(number))
                .with("Slot", number + 1)
                .with("Version", Doc.of("Index", version))
                .with("Status", task.doc("Status").with("State", state))));
  }

  /** How often the tasks were listed. */
  long lists() {
    return lists.get();
  }

  private void answerTasks(HttpExchange exchange) throws IOException {
    lists.incrementAndGet();
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
      for (int i = 0; i < tasks.length(); i++) {
        out.write(i == 0 ? '[' : ',');
        out.write(tasks.get(i));
      }
      out.write(']');
    }
  }

  private static void give(HttpServer server, String path, byte[] body) {
    server.createContext(path, exchange -> answer(exchange, body));
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
