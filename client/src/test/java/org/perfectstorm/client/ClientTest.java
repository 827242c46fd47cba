package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

class ClientTest {
  private static final String CHUNKS = "3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\nX: y\r\n\r\n";

  @Test
  void sendsWhatTheApiAsksFor() throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  RawServer.json(out, 200, request.contains("?q=") ? "[]" : "{\"id\":\"x\"}");
                  return true;
                });
        Client client = server.client()) {
      client.get(Kind.GROUP, "ré dis/3");
      client.list(Kind.APPLICATION, Doc.of("name", "a&b"));
      client.members("redis", Doc.of("status", "running"));
      client.create(Kind.GROUP, Doc.of("name", "n"));
      client.put(Kind.AGENT, "a", Doc.of("type", "t"));
      client.delete(Kind.RESOURCE, "res-1");
      client.heartbeat("a", "");
      client.sync("a", Doc.of("full", true));
      assertThat(server.requests.stream().map(r -> r.substring(0, r.indexOf("\r\n"))))
          .containsExactly(
              "GET /v1/groups/r%C3%A9%20dis%2F3 HTTP/1.1",
              "GET /v1/apps?q=%7B%22name%22%3A%22a%26b%22%7D HTTP/1.1",
              "GET /v1/groups/redis/members?q=%7B%22status%22%3A%22running%22%7D HTTP/1.1",
              "POST /v1/groups HTTP/1.1",
              "PUT /v1/agents/a HTTP/1.1",
              "DELETE /v1/resources/res-1 HTTP/1.1",
              "POST /v1/agents/a/heartbeat HTTP/1.1",
              "POST /v1/agents/a/sync HTTP/1.1");
      assertThat(server.requests.get(4)).endsWith("\r\n\r\n{\"type\":\"t\"}");
      assertThat(server.requests.get(0)).contains("\r\nHost: " + server.address() + "\r\n");
    }
  }

  @Test
  void usesAConnectionAgainAndANewOneWhenItWasClosed() throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  RawServer.json(out, 200, "{}");
                  return !request.startsWith("PUT");
                });
        Client client = server.client()) {
      client.get("/a");
      client.get("/b");
      assertThat(server.open).hasSize(1);
      client.put(Kind.GROUP, "g", Doc.EMPTY);
      client.get("/c");
      assertThat(server.open).hasSize(2);
      assertThat(server.requests).hasSize(4);
    }
  }

  @Test
  void neverCreatesTwice() throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (request.startsWith("GET")) {
                    RawServer.json(out, 200, "{}");
                    return true;
                  }
                  return false;
                });
        Client client = server.client()) {
      client.get("/a");
      assertThatThrownBy(() -> client.create(Kind.GROUP, Doc.EMPTY))
          .isInstanceOf(Unreachable.class);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void savesByCreatingWhatIsNotThere() throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  boolean put = request.startsWith("PUT");
                  RawServer.json(
                      out, put ? 404 : 201, put ? "{\"detail\":\"Not found.\"}" : "{\"id\":\"i\"}");
                  return true;
                });
        Client client = server.client()) {
      assertThat(client.save(Kind.GROUP, "g", Doc.EMPTY)).isEqualTo(Doc.of("id", "i"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "HTTP/1.0 200 OK\r\n\r\n{\"a\":1}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + CHUNKS,
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "HTTP/1.1 200\nContent-length:7\n\n{\"a\":1}",
      })
  void readsEveryFormOfABody(String answer) throws IOException {
    assertThat(from(answer)).isEqualTo(Doc.of("a", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\":1}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a",
        "HTTP/1.1 200 OK\r\nContent-Le",
      })
  void saysWhenAnAnswerBrokeOff(String answer) {
    assertThatThrownBy(() -> from(answer))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("does not answer: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n",
      })
  void saysWhenItIsNoStormd(String answer) {
    assertThatThrownBy(() -> from(answer)).isInstanceOf(Failed.class);
  }

  @Test
  void turnsErrorsIntoSentences() {
    assertThat(refused("{\"names\":{\"0\":[\"This field may not be blank.\"]},\"type\":[\"No.\"]}"))
        .hasMessage("names[0]: This field may not be blank.; type: No.")
        .extracting(Refused::problems)
        .isEqualTo(
            List.of(
                new Problem(List.of("names", "0"), "This field may not be blank."),
                new Problem(List.of("type"), "No.")));
    assertThat(refused("{\"resources\":{\"3\":{\"type\":[\"This field is required.\"]}}}"))
        .hasMessage("resources[3].type: This field is required.");
    assertThat(refused("{\"non_field_errors\":[\"Agent is offline\"]}"))
        .hasMessage("Agent is offline");
    assertThat(refused("{\"detail\":\"Too old.\",\"oldest\":7}")).hasMessage("Too old.");
    assertThat(refused("")).hasMessage("refused with HTTP status 400");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> from("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("no group g at 127.0.0.1:");
  }

  @Test
  void waitsForNobodyForEver() throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  // Now and then a byte: each alone is in time, all together are not.
                  RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                  for (int i = 0; i < 1000; i++) {
                    RawServer.write(out, "x");
                    Thread.sleep(20);
                  }
                  return true;
                });
        Client client =
            new Client(
                server.address(),
                new Deadlines(
                    Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1)))) {
      long before = System.nanoTime();
      assertThatThrownBy(() -> client.get("/"))
          .isInstanceOf(Unreachable.class)
          .hasMessageEndingWith("no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (Client client = new Client(new Address("127.0.0.1", port))) {
      assertThatThrownBy(() -> client.list(Kind.GROUP))
          .isInstanceOf(Unreachable.class)
          .hasMessage("stormd at 127.0.0.1:" + port + " does not answer: connection refused");
    }
  }

  private static Doc from(String answer) throws IOException {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  RawServer.write(out, answer);
                  return false;
                });
        Client client = server.client()) {
      return client.get(Kind.GROUP, "g");
    }
  }

  private static Refused refused(String body) {
    return catchThrowableOfType(
        Refused.class,
        () ->
            from(
                "HTTP/1.1 400 Bad Request\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body));
  }
}
