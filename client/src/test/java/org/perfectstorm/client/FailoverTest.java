package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Of several servers the next one is called when one is away. */
class FailoverTest {
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(500));

  private static final String READY = "{\"status\":\"ready\"}";

  /** What a server does with a request, besides answering whether it is ready. */
  private enum Mood {
    WELL,
    SILENT,
    BREAKS,
    UNAVAILABLE,
    READ_ONLY,
    NOT_FOUND
  }

  private volatile Mood mood = Mood.WELL;
  private final AtomicReference<String> lastEvent = new AtomicReference<>();
  private RawServer one;
  private RawServer two;
  private Servers servers;
  private Client client;
  private final List<String> moves = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    one =
        new RawServer(
            (request, out) -> {
              if (mood == Mood.SILENT) {
                Thread.sleep(60_000);
              }
              if (request.startsWith("GET /ready")) {
                boolean writes = mood != Mood.READ_ONLY;
                RawServer.json(out, 200, writes ? READY : "{\"status\":\"read-only\"}");
                return true;
              }
              switch (mood) {
                case BREAKS -> {
                  return false;
                }
                case UNAVAILABLE, READ_ONLY ->
                    RawServer.json(out, 503, "{\"detail\":\"Not now: stormd is stopping.\"}");
                case NOT_FOUND -> RawServer.json(out, 404, "{}");
                default -> RawServer.json(out, 200, "{\"id\":\"one\"}");
              }
              return true;
            });
    two =
        new RawServer(
            (request, out) -> {
              boolean ready = request.startsWith("GET /ready");
              String last =
                  lastEvent.get() == null ? "" : "Last-Event: " + lastEvent.get() + "\r\n";
              String body = ready ? READY : "{\"id\":\"two\"}";
              RawServer.write(
                  out,
                  "HTTP/1.1 200 OK\r\n"
                      + (ready ? "" : last)
                      + "Content-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body);
              return true;
            });
    servers = Servers.of(List.of(one.address(), two.address()));
    servers.whenMoved(address -> moves.add(address.toString()));
    client = new Client(servers, SHORT);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    one.close();
    two.close();
  }

  private String asked() {
    return client.get(Kind.GROUP, "g").text("id");
  }

  private static List<String> lines(RawServer server) {
    return server.requests.stream().map(r -> r.substring(0, r.indexOf(" HTTP"))).toList();
  }

  @Test
  void theFirstIsAskedAsLongAsItAnswers() {
    assertThat(asked()).isEqualTo("one");
    mood = Mood.NOT_FOUND;
    assertThatThrownBy(this::asked)
        .isInstanceOf(NotFound.class)
        .hasMessage("no group g at " + one.address());
    assertThat(two.requests).isEmpty();
    assertThat(moves).isEmpty();
  }

  @Test
  void whoRefusesConnectionsIsNotAskedAgainBeforeTheOthers() throws IOException {
    assertThat(asked()).isEqualTo("one");
    one.end();
    assertThat(asked()).isEqualTo("two");
    assertThat(asked()).isEqualTo("two");
    assertThat(two.open).hasSize(1);
    assertThat(client.address()).isEqualTo(two.address());
    assertThat(moves).containsExactly(two.address().toString());
    two.end();
    assertThatThrownBy(this::asked)
        .isInstanceOf(Unreachable.class)
        .hasMessage(
            "stormd at %s does not answer: connection refused; stormd at %s does not answer:"
                    .formatted(two.address(), one.address())
                + " connection refused");
  }

  @Test
  void readingGoesToTheNextWhateverHappens() {
    for (Mood each : List.of(Mood.SILENT, Mood.BREAKS, Mood.UNAVAILABLE)) {
      mood = each;
      try (Client fresh = new Client(Servers.of(servers.addresses()), SHORT)) {
        assertThat(fresh.get(Kind.GROUP, "g").text("id")).as(each.name()).isEqualTo("two");
        // A PUT of the same is the same.
        assertThat(fresh.put(Kind.GROUP, "g", Doc.EMPTY).text("id")).isEqualTo("two");
      }
    }
  }

  @Test
  void theWayBackIsTakenWhenTheSecondIsAway() throws IOException {
    mood = Mood.UNAVAILABLE;
    assertThat(asked()).isEqualTo("two");
    mood = Mood.WELL;
    assertThat(asked()).isEqualTo("two");
    two.end();
    assertThat(asked()).isEqualTo("one");
    assertThat(moves).containsExactly(two.address().toString(), one.address().toString());
  }

  @Test
  void nothingIsMadeTwice() {
    mood = Mood.BREAKS;
    assertThatThrownBy(() -> client.create(Kind.GROUP, Doc.EMPTY))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("stormd at " + one.address() + " does not answer: ")
        .hasMessageEndingWith("; it may have done it all the same, so no other one was asked");
    assertThat(lines(one)).containsExactly("GET /ready", "POST /v1/groups");
    assertThat(two.requests).isEmpty();
    // The next thing is another thing.
    assertThat(client.create(Kind.GROUP, Doc.EMPTY).text("id")).isEqualTo("two");
  }

  @Test
  void whatCannotBeMadeHereIsMadeThere() throws IOException {
    mood = Mood.READ_ONLY;
    assertThat(client.create(Kind.GROUP, Doc.EMPTY).text("id")).isEqualTo("two");
    assertThat(lines(one)).containsExactly("GET /ready");
    try (Client fresh = new Client(Servers.of(servers.addresses()), SHORT)) {
      one.end();
      assertThat(fresh.act(Kind.PROCEDURE, "p", "exec", Doc.EMPTY).text("id")).isEqualTo("two");
    }
    assertThat(lines(two))
        .containsExactly(
            "GET /ready", "POST /v1/groups", "GET /ready", "POST /v1/procedures/p/exec");
  }

  @Test
  void aSingleServerIsAskedOnceAndSaysItself() {
    mood = Mood.UNAVAILABLE;
    try (Client single = new Client(one.address(), SHORT)) {
      assertThatThrownBy(() -> single.create(Kind.GROUP, Doc.EMPTY))
          .isInstanceOf(Failed.class)
          .hasMessage(
              "what answers at "
                  + one.address()
                  + " answered with HTTP status 503: Not now: stormd is stopping.");
      assertThat(lines(one)).containsExactly("POST /v1/groups");
    }
  }

  @Test
  void theNewestEventThatWasToldIsAskedFor() {
    mood = Mood.UNAVAILABLE;
    lastEvent.set("17");
    asked();
    asked();
    assertThat(two.requests.getFirst()).doesNotContain("After-Event");
    assertThat(two.requests.get(1)).contains("\r\nAfter-Event: 17\r\n");
    lastEvent.set("12");
    asked();
    asked();
    // Counted anew: whoever knows better says so.
    assertThat(two.requests.get(2)).contains("\r\nAfter-Event: 17\r\n");
    assertThat(two.requests.get(3)).contains("\r\nAfter-Event: 12\r\n");
  }

  @Test
  void theAddressesOfANameAreSeveralServers() throws IOException {
    RawServer.Answer[] answers = new RawServer.Answer[2];
    for (int i = 0; i < 2; i++) {
      String body = "{\"id\":\"127.0.0." + (i + 1) + "\"}";
      answers[i] =
          (request, out) -> {
            RawServer.json(out, 200, body);
            return true;
          };
    }
    try (RawServer first = new RawServer(InetAddress.ofLiteral("127.0.0.1"), 0, answers[0])) {
      int port = first.address().port();
      try (RawServer second = new RawServer(InetAddress.ofLiteral("127.0.0.2"), port, answers[1]);
          Client named = new Client(new Address(TestNames.TWO, port), SHORT)) {
        assertThat(named.get(Kind.GROUP, "g").text("id")).isEqualTo("127.0.0.1");
        first.end();
        assertThat(named.get(Kind.GROUP, "g").text("id")).isEqualTo("127.0.0.2");
        assertThat(named.create(Kind.GROUP, Doc.EMPTY).text("id")).isEqualTo("127.0.0.2");
        assertThat(second.requests.getLast()).contains("\r\nHost: two.test:" + port + "\r\n");
        second.end();
        assertThatThrownBy(() -> named.get(Kind.GROUP, "g"))
            .hasMessage("stormd at two.test:" + port + " does not answer: connection refused");
      }
    }
  }

  @Test
  void aNameThatNobodyKnowsIsPassedOver() {
    Servers some = Servers.of(List.of(new Address("nowhere.invalid", 1), two.address()));
    try (Client fresh = new Client(some, SHORT)) {
      assertThat(fresh.get(Kind.GROUP, "g").text("id")).isEqualTo("two");
    }
  }

  @Test
  void aFeedGoesOnElsewhereAtItsNumber() throws Exception {
    String head = "HTTP/1.1 200 OK\r\n\r\n";
    RawServer.Answer[] answers = new RawServer.Answer[2];
    for (int i = 0; i < 2; i++) {
      int number = 7 + i;
      boolean breaks = i == 0;
      answers[i] =
          (request, out) -> {
            if (request.contains("count=1")) {
              RawServer.json(out, 200, "[{\"id\":" + (breaks ? 6 : 7) + "}]");
              return true;
            }
            RawServer.write(out, head + "{\"id\":" + number + ",\"entity_type\":\"group\"}\n");
            Thread.sleep(breaks ? 100 : 60_000);
            return false;
          };
    }
    try (RawServer first = new RawServer(answers[0]);
        RawServer second = new RawServer(answers[1]);
        EventFeed feed =
            new EventFeed(
                new Client(Servers.of(List.of(first.address(), second.address())), SHORT))) {
      Duration soon = Duration.ofSeconds(5);
      assertThat(feed.poll(soon)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(soon)).extracting("number").isEqualTo(7L);
      assertThat(feed.poll(soon))
          .isInstanceOfSatisfying(
              Notice.Lost.class,
              lost -> assertThat(lost.why()).hasMessageContaining(first.address().toString()));
      assertThat(feed.poll(soon)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(soon)).extracting("number").isEqualTo(8L);
      assertThat(first.requests).hasSize(2);
      assertThat(second.requests).allMatch(request -> request.contains("After-Event: 7\r\n"));
      assertThat(second.requests.getLast()).startsWith("GET /v1/events?stream=1&date=true&start=8");
    }
  }
}
