package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

class EventFeedTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\n\r\n";

  @Test
  void tellsEventsAndGoesOnAfterABreak() throws Exception {
    AtomicInteger streams = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (last(request, out, streams.get() == 0 ? 6 : 7)) {
                    return true;
                  }
                  RawServer.write(out, HEAD);
                  if (streams.incrementAndGet() == 1) {
                    event(out, 7);
                  } else {
                    event(out, 8);
                    Thread.sleep(60_000);
                  }
                  return false;
                });
        EventFeed feed = new EventFeed(server.client())) {
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).extracting("number", "entity").containsExactly(7L, "resource");
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Lost.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).extracting("number").isEqualTo(8L);
      assertThat(streamed(server))
          .containsExactly(
              "/v1/events?stream=1&date=true&start=7", "/v1/events?stream=1&date=true&start=8");
    }
  }

  @Test
  void noticesSilence() throws Exception {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (!last(request, out, 6)) {
                    RawServer.write(out, HEAD);
                    Thread.sleep(60_000);
                  }
                  return true;
                });
        EventFeed feed = new EventFeed(server.client())) {
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON))
          .isInstanceOfSatisfying(
              Notice.Lost.class, lost -> assertThat(lost.why()).isInstanceOf(Unreachable.class));
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
    }
  }

  @Test
  void keepAliveLinesAreNoSilence() throws Exception {
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (!last(request, out, 6)) {
                    RawServer.write(out, HEAD);
                    for (int i = 0; i < 10; i++) {
                      Thread.sleep(100);
                      RawServer.write(out, "1\r\n\n\r\n");
                    }
                    event(out, 7);
                    Thread.sleep(60_000);
                  }
                  return true;
                });
        EventFeed feed = new EventFeed(server.client())) {
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Change.class);
    }
  }

  @Test
  void tellsWhatItMissed() throws Exception {
    AtomicReference<String> gone = new AtomicReference<>("{\"detail\":\"gone\",\"oldest\":50}");
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (last(request, out, 100)) {
                    return true;
                  }
                  String body = gone.getAndSet(null);
                  if (body != null) {
                    RawServer.json(out, 410, body);
                    return true;
                  }
                  RawServer.write(out, HEAD);
                  event(out, 50);
                  event(out, 53);
                  Thread.sleep(60_000);
                  return true;
                });
        EventFeed feed = new EventFeed(server.client(), 3)) {
      assertThat(feed.poll(SOON)).isEqualTo(new Notice.Missed(3, 50));
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).extracting("number").isEqualTo(50L);
      assertThat(feed.poll(SOON)).isEqualTo(new Notice.Missed(51, 53));
      assertThat(feed.poll(SOON)).extracting("number").isEqualTo(53L);
    }
  }

  @Test
  void noticesThatStormdBeganANewHistory() throws Exception {
    AtomicInteger streams = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (last(request, out, streams.get() == 0 ? 900 : 4)) {
                    return true;
                  }
                  RawServer.write(out, HEAD);
                  if (streams.incrementAndGet() > 1) {
                    Thread.sleep(60_000);
                  }
                  return false;
                });
        EventFeed feed = new EventFeed(server.client())) {
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Lost.class);
      assertThat(feed.poll(SOON)).isEqualTo(new Notice.Missed(5, 5));
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
    }
  }

  @Test
  void aLiveViewReadsAgainWhenItMayHaveChangedAndOnlyThen() throws Exception {
    AtomicInteger lists = new AtomicInteger();
    AtomicReference<String> members = new AtomicReference<>("[]");
    AtomicReference<OutputStream> stream = new AtomicReference<>();
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (request.contains("/members")) {
                    lists.incrementAndGet();
                    RawServer.json(out, 200, members.get());
                    return true;
                  }
                  if (!last(request, out, 6)) {
                    RawServer.write(out, HEAD);
                    stream.set(out);
                    Thread.sleep(60_000);
                  }
                  return true;
                });
        LiveView view = view(new Client(server.address(), Deadlines.DEFAULT))) {
      assertThat(view.next(SOON)).isEqualTo(new LiveView.Picture(List.of(), null));
      assertThat(view.next(Duration.ofMillis(300))).isNull();
      assertThat(lists).hasValue(1);

      members.set("[{\"id\":\"res-1\"}]");
      for (int i = 7; i < 107; i++) {
        event(stream.get(), i);
      }
      assertThat(view.next(SOON))
          .isEqualTo(new LiveView.Picture(List.of(Doc.of("id", "res-1")), null));
      assertThat(view.next(Duration.ofMillis(300))).isNull();
      assertThat(lists.get()).isBetween(2, 6);

      RawServer.write(stream.get(), "0\r\n\r\n");
      LiveView.Picture picture = view.next(SOON);
      assertThat(picture.problem()).isInstanceOf(Unreachable.class);
      assertThat(picture.docs()).hasSize(1);
      assertThat(view.next(SOON).problem()).isNull();
    }
  }

  private static LiveView view(Client client) {
    return new LiveView(
        client,
        () -> client.members("redis", Doc.EMPTY),
        change -> change.entity().equals("resource"));
  }

  @Test
  void membersAreReadAgainWhenTheyChangeNotWhenOthersDo() throws Exception {
    AtomicInteger lists = new AtomicInteger();
    AtomicReference<OutputStream> all = new AtomicReference<>();
    BlockingQueue<OutputStream> own = new LinkedBlockingQueue<>();
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (request.contains("/members")) {
                    lists.incrementAndGet();
                    RawServer.json(out, 200, "[{\"id\":\"res-1\",\"n\":" + lists.get() + "}]");
                  } else if (!last(request, out, 6)) {
                    RawServer.write(out, HEAD);
                    if (request.contains("/groups/redis/events")) {
                      own.add(out);
                    } else {
                      all.set(out);
                    }
                    Thread.sleep(60_000);
                  }
                  return true;
                });
        LiveView view =
            LiveView.members(
                new Client(server.address(), Deadlines.DEFAULT),
                "redis",
                Doc.EMPTY,
                List.of("id", "n"))) {
      OutputStream joins = own.poll(5, TimeUnit.SECONDS);
      settled(view, lists);
      chunk(all.get(), json(7).replace("res-1", "res-2"));
      assertThat(view.next(Duration.ofMillis(300))).isNull();
      chunk(all.get(), json(8));
      settled(view, lists);
      chunk(joins, "{\"id\":900,\"event_type\":\"joined\",\"group\":\"g\",\"resource\":\"res-2\"}");
      settled(view, lists);

      chunk(
          all.get(),
          "{\"id\":9,\"event_type\":\"created\",\"entity_type\":\"group\",\"entity_id\":\"grp-2\","
              + "\"entity_names\":[\"redis\"]}");
      settled(view, lists);
      assertThat(own.poll(5, TimeUnit.SECONDS)).as("the new group's feed").isNotNull();
      assertThat(streamed(server))
          .containsExactlyInAnyOrder(
              "/v1/events?stream=1&date=true&start=7",
              "/v1/groups/redis/events?stream=1&date=true",
              "/v1/groups/redis/events?stream=1&date=true");
      assertThat(server.requests)
          .anyMatch(r -> r.startsWith("GET /v1/groups/redis/members?fields=id%2Cn "));
    }
  }

  @Test
  void afterABreakAGroupsFeedGoesOnWhereItWas() throws Exception {
    AtomicInteger streams = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                (request, out) -> {
                  if (last(request, out, 6)) {
                    return true;
                  }
                  RawServer.write(out, HEAD);
                  switch (streams.incrementAndGet()) {
                    case 1 -> {}
                    case 2 -> event(out, 90);
                    default -> Thread.sleep(60_000);
                  }
                  return false;
                });
        EventFeed feed = EventFeed.ofMembers(server.client(), "redis")) {
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Lost.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(feed.poll(SOON)).extracting("number").isEqualTo(90L);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Lost.class);
      assertThat(feed.poll(SOON)).isInstanceOf(Notice.Connected.class);
      assertThat(streamed(server))
          .containsExactly(
              "/v1/groups/redis/events?stream=1&date=true",
              "/v1/groups/redis/events?stream=1&date=true&start=7",
              "/v1/groups/redis/events?stream=1&date=true&start=91");
    }
  }

  /** There is a next picture, and then none: it is of the last reading. */
  private static void settled(LiveView view, AtomicInteger lists) throws InterruptedException {
    LiveView.Picture picture = view.next(SOON);
    assertThat(picture).isNotNull();
    for (LiveView.Picture next = picture; next != null; ) {
      picture = next;
      next = view.next(Duration.ofMillis(300));
    }
    assertThat(picture.docs().getFirst().get("n")).isEqualTo(lists.get());
  }

  private static void chunk(OutputStream out, String line) throws IOException {
    RawServer.write(out, Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n");
  }

  private static boolean last(String request, OutputStream out, int number) throws IOException {
    if (request.contains("count=1")) {
      RawServer.json(out, 200, "[" + json(number) + "]");
      return true;
    }
    return false;
  }

  private static String json(int number) {
    return "{\"id\":"
        + number
        + ",\"event_type\":\"updated\",\"entity_type\":\"resource\",\"entity_id\":\"res-1\","
        + "\"entity_names\":[\"a\"]}";
  }

  /** Sends an event in two chunks, as a network may. */
  private static void event(OutputStream out, int number) throws IOException {
    String line = json(number) + "\n";
    RawServer.write(out, "5\r\n" + line.substring(0, 5) + "\r\n");
    RawServer.write(
        out, Integer.toHexString(line.length() - 5) + "\r\n" + line.substring(5) + "\r\n");
  }

  private static List<String> streamed(RawServer server) {
    return server.requests.stream()
        .filter(request -> request.contains("stream=1"))
        .map(request -> request.split(" ")[1])
        .toList();
  }
}
