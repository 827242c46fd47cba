package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** The program as people run it: options, what it prints, its end. */
@Timeout(120)
class StormdTest {
  @TempDir Path folder;

  private Running start(String... args) throws Exception {
    String[] all = new String[args.length + 4];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "-p";
    all[args.length + 1] = "0";
    all[args.length + 2] = "--data";
    all[args.length + 3] = folder.resolve("data").toString();
    return Running.start(all);
  }

  @Test
  void listensLogsAndStopsGracefully() throws Exception {
    try (Running stormd = start("-b", "127.0.0.1", "-b", "127.0.0.2:0")) {
      assertThat(stormd.line("stormd version ")).startsWith("stormd version ");
      assertThat(stormd.line("Listening at: http://127.0.0.1:")).doesNotContain(":0");
      stormd.line("Listening at: http://127.0.0.2:");

      assertThat(stormd.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(stormd.get("/v1/nothing%0a?x=%1b").statusCode()).isEqualTo(404);

      assertThat(stormd.line("/health")).matches("200 GET /health \\(127\\.0\\.0\\.1\\) [0-9]+ms");
      assertThat(stormd.line("/v1/nothing"))
          .matches("404 GET /v1/nothing%0a\\?x=%1b \\(127\\.0\\.0\\.1\\) [0-9]+ms");
      stormd.stop();
      assertThat(stormd.exit()).as("after %s", stormd.output).isZero();
      stormd.line("Stopped");
    }
  }

  @Test
  void whatIsNoHttpGetsJsonAndNothingAboutTheServer() throws Exception {
    try (Running stormd = start()) {
      for (String request :
          new String[] {
            "RUBBISH\r\n\r\n",
            "GET /v1/ HTTP/1.1\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /v1/ HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
            "POST /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
          }) {
        String answer = raw(stormd.url(), request);
        assertThat(answer)
            .matches("(?s)HTTP/1\\.1 4[0-9][0-9] .*\r\n\r\n\\{\"detail\":\"[^\"]+\"}")
            .contains("Content-Type: application/json")
            .doesNotContainIgnoringCase("jetty")
            .doesNotContain("Server:", "<", "Exception", "\tat ");
      }
      assertThat(stormd.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void pageOfAnotherNameThatPointsHereIsNotAnswered() throws Exception {
    try (Running stormd = start("--host-name", "storm.example.com")) {
      String port = ":" + URI.create(stormd.url()).getPort();
      for (String host :
          new String[] {
            "localhost" + port,
            "a.localhost",
            "127.0.0.1" + port,
            "[::1]" + port,
            "10.1.2.3",
            "stormd" + port,
            "Storm.Example.com"
          }) {
        assertThat(named(stormd, "/v1/groups", host)).as(host).startsWith("HTTP/1.1 200 ");
      }
      for (String host : new String[] {"rebound.example.com" + port, "127.0.0.1.example.com"}) {
        for (String path : new String[] {"/v1/groups", "/", "/health"}) {
          assertThat(named(stormd, path, host))
              .startsWith("HTTP/1.1 421 ")
              .contains("start it with --host-name " + host.replace(port, ""));
        }
      }
    }
  }

  private static String named(Running stormd, String path, String host) throws Exception {
    return raw(
        stormd.url(),
        "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void healthIsAskedForByItsOwnCommand() throws Exception {
    String place;
    try (Running stormd = start()) {
      place = stormd.url().substring("http://".length());
      try (Running health = Running.start("health", "-C", place)) {
        assertThat(health.exit()).as("%s", health.output).isZero();
      }
    }
    try (Running health = Running.start("health", "-C", place)) {
      assertThat(health.exit()).isEqualTo(1);
      health.line("stormd at " + place + ": Connection refused");
    }
    try (Running health = Running.start("health", "-C", "[")) {
      assertThat(health.exit()).isEqualTo(2);
    }
  }

  @Test
  void stopEndsFeeds() throws Exception {
    try (Running stormd = start();
        Socket feed = connect(stormd.url())) {
      send(feed, "GET /v1/events?stream=1 HTTP/1.1\r\nHost: x\r\n\r\n");
      InputStream in = feed.getInputStream();
      byte[] head = new byte[12];
      assertThat(in.readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      long start = System.nanoTime();
      stormd.stop();
      assertThat(stormd.exit()).isZero();
      assertThat(System.nanoTime() - start).isLessThan(6_000_000_000L);
      in.readAllBytes();
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenKilled() throws Exception {
    String agent;
    try (Running stormd = start()) {
      HttpResponse<String> made =
          stormd.send("POST", "/v1/agents", "{\"type\":\"test\",\"name\":\"a\"}");
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      agent = Json.readDoc(made.body()).text("id");
      stormd.kill();
    }
    try (Running stormd = start()) {
      Doc back = Json.readDoc(stormd.get("/v1/agents/a").body());
      assertThat(back.text("id")).isEqualTo(agent);
    }
  }

  @Test
  void aSecondOneOnTheSameFolderIsRefused() throws Exception {
    try (Running first = start()) {
      first.url();
      try (Running second = start()) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.line("stormd: "))
            .contains(folder.resolve("data") + " is in use by process " + first.process.pid());
      }
      assertThat(first.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Running stormd = start("-b", "127.0.0.1:" + taken.getLocalPort())) {
      assertThat(stormd.exit()).isEqualTo(1);
      assertThat(stormd.line("stormd: "))
          .isEqualTo(
              "stormd: Cannot listen at 127.0.0.1:%d: Address already in use"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void badOptionsAreSaidInOneLine() throws Exception {
    assertRefused(Map.of(), "Unknown option: '--bogus'", "--bogus");
    assertRefused(Map.of(), "--keep-events: expected 1 or more", "--keep-events", "0");
    assertRefused(Map.of(), "--keep-events-for: expected a time", "--keep-events-for", "soon");
    assertRefused(Map.of(), "expected a port from 0 to 65535", "-p", "99999");
    assertRefused(Map.of(), "exclude each other", "--mongodb", "localhost", "--data", "x");
    assertRefused(
        Map.of(), "--mongodb: expected HOST[:PORT] or a mongodb:// URI", "--mongodb", "a/b");
    assertRefused(Map.of("STORM_MONGO", "?"), "STORM_MONGO: expected HOST[:PORT]");
    assertRefused(Map.of("STORM_BIND", "["), "STORM_BIND: expected HOST or HOST:PORT");
  }

  @Test
  void theEnvironmentStandsInForOptions() throws Exception {
    Path data = folder.resolve("from-environment");
    Map<String, String> environment =
        Map.of("STORM_BIND", "127.0.0.3:0", "STORM_DATA", data.toString());
    try (Running stormd = Running.start(environment)) {
      assertThat(stormd.url()).startsWith("http://127.0.0.3:");
      assertThat(Files.exists(data.resolve("store.db"))).isTrue();
    }
  }

  private static void assertRefused(Map<String, String> environment, String why, String... args)
      throws Exception {
    try (Running stormd = Running.start(environment, args)) {
      assertThat(stormd.exit()).isEqualTo(2);
      assertThat(stormd.output).singleElement().asString().startsWith("stormd: ").contains(why);
    }
  }

  private static Socket connect(String url) throws Exception {
    URI place = URI.create(url);
    Socket socket = new Socket(place.getHost(), place.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String raw(String url, String request) throws Exception {
    try (Socket socket = connect(url)) {
      send(socket, request);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
