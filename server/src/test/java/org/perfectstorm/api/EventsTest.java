package org.perfectstorm.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Section 9 of the contract: the events, as a list and as a stream. */
class EventsTest extends Conversation {
  @Override
  int kept() {
    return 50;
  }

  private long last() {
    return core.state().event();
  }

  private void make(int events) {
    for (int i = 0; i < events; i++) {
      post("/v1/groups", "{}").is(201);
    }
  }

  @Test
  void anEventHasTheseFields() {
    long before = last();
    String agent = agent("e1");
    String resource = resource(agent, ",'names':['n1','n2']");
    String group = post("/v1/groups", "{}").is(201).id();
    delete("/v1/resources/n1").is(204);
    get("/v1/events?start=" + (before + 1))
        .is(
            200,
            ("[{'id':%d,'event_type':'created','entity_type':'agent','entity_id':'%s',"
                    + "'entity_names':['e1']},"
                    + "{'id':%d,'event_type':'created','entity_type':'resource','entity_id':'%s',"
                    + "'entity_names':['n1','n2']},"
                    + "{'id':%d,'event_type':'created','entity_type':'group','entity_id':'%s',"
                    + "'entity_names':[]},"
                    + "{'id':%d,'event_type':'deleted','entity_type':'resource','entity_id':'%s',"
                    + "'entity_names':['n1','n2']}]")
                .formatted(
                    before + 1,
                    agent,
                    before + 2,
                    resource,
                    before + 3,
                    group,
                    before + 4,
                    resource));
  }

  @Test
  void aSaveWithoutAnyChangeIsAnUpdate() {
    String id = post("/v1/groups", "{'name':'same'}").is(201).id();
    long before = last();
    put("/v1/groups/" + id, "{'name':'same'}").is(200);
    assertThat(get("/v1/events?start=" + (before + 1)).all("event_type"))
        .containsExactly("updated");
  }

  @Test
  void aRefusedWriteIsNoEvent() {
    long before = last();
    post("/v1/agents", "{}").is(400);
    post("/v1/groups", "{'query':{'$nope':1}}").is(400);
    assertThat(last()).isEqualTo(before);
  }

  @Test
  void numbersAreConsecutiveAndSlicesAddUpToTheWholeList() {
    make(20);
    long first = last() - 19;
    List<Doc> whole = get("/v1/events?start=" + first + "&count=20").list();
    assertThat(whole).hasSize(20);
    List<Doc> slices = new ArrayList<>();
    for (long start = first; start <= last(); start += 7) {
      slices.addAll(get("/v1/events?start=" + start + "&count=7").list());
    }
    assertThat(slices).isEqualTo(whole);
    assertThat(whole)
        .extracting(event -> ((Number) event.get("id")).longValue())
        .isEqualTo(java.util.stream.LongStream.range(first, first + 20).boxed().toList());
  }

  @Test
  void withoutStartTheListHasTheLastOnes() {
    make(3);
    assertThat(get("/v1/events?count=2").all("id")).containsExactly((int) last() - 1, (int) last());
    assertThat(get("/v1/events").list().size()).isLessThanOrEqualTo(128);
    get("/v1/events?count=0").is(200, "[]");
    get("/v1/events?count=-5").is(200, "[]");
  }

  @Test
  void whatIsNoNumberIsIgnored() {
    make(1);
    assertThat(get("/v1/events?start=x&count=y").body()).isEqualTo(get("/v1/events").body());
    assertThat(get("/v1/events?start=-99999999999999999999&count=1e3").is(200).list()).isEmpty();
    get("/v1/events?start=99999999999999999999").is(200, "[]");
  }

  @Test
  void aDateIsShownWhenItIsAskedFor() {
    make(1);
    Doc event = get("/v1/events?count=1&date=true").list().getFirst();
    assertThat(event.text("date")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(get("/v1/events?count=1").list().getFirst().has("date")).isFalse();
  }

  @Test
  void theListNeverComplainsOfWhatIsNoLongerKept() {
    make(60);
    assertThat(get("/v1/events?start=1&count=100000").list()).hasSize(50);
  }

  @Test
  void aSliceHasOnlyItsNumbersAlsoWhereItsBeginningIsNoLongerKept() {
    make(60);
    int oldest = (int) last() - 49;
    get("/v1/events?start=" + (oldest - 20) + "&count=20").is(200, "[]");
    get("/v1/events?start=1&count=" + (oldest - 1)).is(200, "[]");
    assertThat(get("/v1/events?start=" + (oldest - 20) + "&count=22").all("id"))
        .containsExactly(oldest, oldest + 1);
    assertThat(get("/v1/events?start=-10&count=" + (oldest + 12)).all("id"))
        .containsExactly(oldest, oldest + 1);
    // Of one kind there are gaps: then it is the first ones.
    assertThat(get("/v1/events?start=1&count=2&entity_type=group").all("id"))
        .containsExactly(oldest, oldest + 1);
  }

  @Test
  void aStreamBeginsWithAnEmptyLineThenTellsEachEventAtOnce() throws IOException {
    try (Reader reader = watch("/v1/events?stream=1")) {
      assertThat(reader.status).isEqualTo("HTTP/1.1 200 OK");
      assertThat(reader.line()).isEmpty();
      long began = System.nanoTime();
      make(1);
      assertThat(reader.line())
          .isEqualTo(get("/v1/events?count=1").body().replaceAll("^\\[|\\]$", ""));
      assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(3_000);
      make(2);
      assertThat(((Number) reader.event().get("id")).longValue()).isEqualTo(last() - 1);
      assertThat(((Number) reader.event().get("id")).longValue()).isEqualTo(last());
    }
  }

  @Test
  void aStreamIsJsonByItsNameAndHasOnlyWhatHappensAfterTheRequest() throws Exception {
    make(2);
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                request("GET", "/v1/events?stream=1", null).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    long before = last();
    try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(lines.readLine()).isEmpty();
      make(1);
      assertThat(Json.readDoc(lines.readLine()).get("id")).isEqualTo((int) before + 1);
    }
  }

  @Test
  void aStreamReplaysFromStartInclusive() throws IOException {
    make(3);
    long start = last() - 2;
    try (Reader reader = watch("/v1/events?stream=yes&date=true&start=" + start)) {
      for (long number = start; number < start + 3; number++) {
        Doc event = reader.event();
        assertThat(((Number) event.get("id")).longValue()).isEqualTo(number);
        assertThat(event.has("date")).isTrue();
      }
      make(1);
      assertThat(((Number) reader.event().get("id")).longValue()).isEqualTo(start + 3);
    }
  }

  @Test
  void aStreamFromTheFutureWaitsForIt() throws IOException {
    long start = last() + 2;
    try (Reader reader = watch("/v1/events?stream=1&start=" + start)) {
      make(2);
      assertThat(((Number) reader.event().get("id")).longValue()).isEqualTo(start);
    }
  }

  @Test
  void aStreamFromAFutureThatDoesNotComeEndsAndSaysSo() throws IOException {
    long last = last();
    try (Reader reader = watch("/v1/events?stream=1&start=" + (last + 100))) {
      Doc end = reader.event();
      assertThat(end.text("detail"))
          .isEqualTo(
              "Event %d is asked for, and the last one is %d: read the lists again, then go on after it."
                  .formatted(last + 100, last));
      assertThat(end.get("oldest")).isNotNull();
      assertThat(reader.line()).isNull();
    }
  }

  @Test
  void aStreamFromBeforeWhatIsKeptIs410AndSaysWhatIsTheOldest() {
    make(60);
    long oldest = last() - 49;
    get("/v1/events?stream=1&start=" + (oldest - 1))
        .is(
            410,
            "{'detail':'Events before %d are no longer kept: read the lists again, then go on here."
                    .formatted(oldest)
                + "','oldest':"
                + oldest
                + "}");
  }

  @Test
  void aReaderThatIsSlowerThanTheWorldIsToldAndCutOffAndSlowsNobody() throws IOException {
    try (var socket = new java.net.Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.setSoTimeout(20_000);
      socket.connect(
          new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port()));
      // The reader does not read; its events pile up in the sockets' buffers, then fall out.
      long number;
      try (Reader reader = new Reader(socket, "/v1/events?stream=1")) {
        String name = "x".repeat(100_000);
        String group = post("/v1/groups", "{'name':'" + name + "'}").is(201).id();
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
          put("/v1/groups/" + group, "{}").is(200);
        }
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(20);
        Doc event = reader.event();
        number = ((Number) event.get("id")).longValue();
        while (event.has("id")) {
          assertThat(((Number) event.get("id")).longValue()).isEqualTo(number++);
          event = reader.event();
        }
        assertThat(((Number) event.get("oldest")).longValue()).isGreaterThan(number);
        assertThat(event.text("detail")).contains("no longer kept");
        assertThat(reader.line()).isNull();
        delete("/v1/groups/" + group).is(204);
      }
    }
  }

  @Test
  void whoJoinsAndLeavesAGroupIsAFeedOfItsOwn() throws IOException {
    String agent = agent("feeding");
    String group = post("/v1/groups", "{'name':'fed','query':{'image':'me'}}").is(201).id();
    post("/v1/groups", "{'name':'bystander','query':{'type':'thing'}}").is(201);
    try (Reader reader = watch("/v1/groups/fed/events?stream=1")) {
      assertThat(reader.line()).isEmpty();
      resource(agent, ",'names':['not-me']");
      String resource = resource(agent, ",'names':['me'],'image':'me'");
      Doc joined = reader.event();
      assertThat(joined.text("event_type")).isEqualTo("joined");
      assertThat(joined.text("group")).isEqualTo(group);
      assertThat(joined.text("group_name")).isEqualTo("fed");
      assertThat(joined.text("resource")).isEqualTo(resource);
      assertThat(joined.texts("resource_names")).containsExactly("me");
      assertThat(((Number) joined.get("cause")).longValue()).isEqualTo(last());
      patch("/v1/resources/me", "{'image':null}").is(200);
      assertThat(reader.event().text("event_type")).isEqualTo("left");
    }
    assertThat(get("/v1/groups/fed/events").all("event_type")).containsExactly("joined", "left");
    assertThat(get("/v1/groups/fed/events?count=1").all("event_type")).containsExactly("left");
    get("/v1/groups/nobody/events").is(404);
  }
}
