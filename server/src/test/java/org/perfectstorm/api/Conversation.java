package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.core.Core;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.mongodb.TestMongo;

/**
 * A real server of its own for a class of tests, and words to talk to it: {@code post("/v1/agents",
 * "{}").is(400, "{..}")}. JSON may be written with single quotes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Conversation {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Watch clock = new Watch();
  Core core;
  private final List<Core> cores = new ArrayList<>();
  private final List<Web> webs = new ArrayList<>();
  private final OnMongo shared = getClass().getAnnotation(OnMongo.class);

  /** Null without {@link OnMongo}. */
  private TestMongo mongo;

  private String database;
  private int turn;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    if (shared != null) {
      mongo = new TestMongo();
      database = mongo.newDatabase();
    }
    for (int i = 0; i < (shared == null ? 1 : shared.servers()); i++) {
      Core next = Core.open(store(folder), clock, kept());
      Web web = Web.listen(List.of(new Bind("127.0.0.1", 0)));
      web.answer(config -> Api.configure(config, next));
      cores.add(next);
      webs.add(web);
    }
    core = cores.getFirst();
  }

  @AfterAll
  void stop() {
    cores.forEach(Core::close);
    webs.forEach(Web::close);
    if (mongo != null) {
      mongo.close();
    }
  }

  /** Waits until all servers know the same. */
  private void settle() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cores.stream().map(each -> each.state().event()).distinct().count() > 1) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the servers do not come together");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Where the server keeps its things; asked for once a server. */
  Store store(Path folder) {
    return mongo == null ? EmbeddedStore.open(folder, kept()) : mongo.open(database);
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

  /** An agent of a name; its id. */
  String agent(String name) {
    return post("/v1/agents", "{'type':'test','name':'" + name + "'}").is(201).id();
  }

  /** A resource of an agent, with further fields; its id. */
  String resource(String owner, String fields) {
    String json = "{'type':'thing','owner':'" + owner + "'" + fields + "}";
    return post("/v1/resources", json).is(201).id();
  }

  /** A request to be completed with headers, then sent. */
  HttpRequest.Builder request(String method, String path, String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    if (json == null) {
      return request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return request
        .method(method, HttpRequest.BodyPublishers.ofString(Answer.quoted(json)))
        .setHeader("Content-Type", "application/json");
  }

  Answer send(HttpRequest.Builder request) {
    try {
      Answer answer =
          new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
      settle();
      return answer;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends lines as they are, and gives all that comes back until the server closes. */
  String raw(String... lines) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 ");
      return answer;
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Opens the feed; it must be closed. */
  Reader watch(String path) throws IOException {
    return new Reader(connect(), path);
  }

  /** A text as it must stand in an address. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : Answer.quoted(text).getBytes(StandardCharsets.UTF_8)) {
      encoded.append(
          Character.isLetterOrDigit(b) && b > 0 ? "" + (char) b : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int port() {
    settle();
    turn = (turn + 1) % webs.size();
    return webs.get(turn).listening().getFirst().port();
  }
}
