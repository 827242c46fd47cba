package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.Store;
import org.perfectstorm.store.StoreException;

/** What clients see when the store is away, while nothing happens, and when the server stops. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoppingTest extends Conversation {
  private static final int WATCHERS = 200;

  private volatile boolean away;

  /** Keeps nothing, and can be away. */
  private final class Shelf implements Store {
    @Override
    public LogPart log(String job, long start, int most) {
      return new LogPart(start, new byte[0]);
    }

    @Override
    public void load(Contents contents) {}

    @Override
    public void append(List<Commit> commits) {
      if (away) {
        throw new StoreException("the disk is full", null);
      }
    }

    @Override
    public void close() {}
  }

  @Override
  Store store(Path folder) {
    return new Shelf();
  }

  @Test
  @Order(1)
  void aWriteThatCannotBeKeptIs503AndNothingOfItIsSeen() {
    String id = post("/v1/groups", "{'name':'first'}").is(201).id();
    long before = core.state().event();
    away = true;
    Answer refused = post("/v1/groups", "{'name':'second'}");
    refused.is(503, "{'detail':'Not now: the disk is full.'}");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    patch("/v1/groups/first", "{'name':'x'}").is(503);
    delete("/v1/groups/first").is(503);
    get("/v1/groups/second").is(404);
    assertThat(get("/v1/groups/first").is(200).id()).isEqualTo(id);
    assertThat(core.state().event()).isEqualTo(before);
    away = false;
    post("/v1/groups", "{'name':'second'}").is(201);
  }

  @Test
  @Order(2)
  void manyIdleWatchersAreKeptAliveByAnEmptyLineEvery10SecondsAndEachIsToldOfAnEvent()
      throws IOException {
    List<Reader> watchers = new ArrayList<>();
    try {
      long began = System.nanoTime();
      for (int i = 0; i < WATCHERS; i++) {
        watchers.add(watch("/v1/events?stream=1"));
      }
      for (Reader watcher : watchers) {
        assertThat(watcher.line()).isEmpty();
      }
      assertThat(watchers.getFirst().line()).isEmpty();
      assertThat((System.nanoTime() - began) / 1_000_000).isBetween(9_900L, 15_000L);
      for (Reader watcher : watchers.subList(1, WATCHERS)) {
        assertThat(watcher.line()).isEmpty();
      }
      String id = post("/v1/groups", "{}").is(201).id();
      for (Reader watcher : watchers) {
        assertThat(watcher.event().text("entity_id")).isEqualTo(id);
      }
    } finally {
      for (Reader watcher : watchers) {
        watcher.close();
      }
    }
  }

  @Test
  @Order(3)
  void streamsEndWhenTheServerStopsAndWritesAreRefusedWhileReadsGoOn() throws IOException {
    String request = "GET /v1/events?stream=1 HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Reader watcher = watch("/v1/events?stream=1");
        Socket chunked = connect()) {
      chunked.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      chunked.getInputStream().readNBytes(1);
      assertThat(watcher.line()).isEmpty();
      core.close();
      assertThat(watcher.line()).isNull();
      // The last chunk, the one of no bytes: the end is meant.
      StringBuilder rest = new StringBuilder();
      while (!rest.toString().endsWith("\r\n0\r\n\r\n")) {
        int next = chunked.getInputStream().read();
        assertThat(next).as("after " + rest).isNotNegative();
        rest.append((char) next);
      }
    }
    get("/ready").is(503, "{'status':'stopping'}");
    get("/health").is(200);
    get("/v1/groups/first").is(200);
    post("/v1/groups", "{}").is(503, "{'detail':'Not now: stormd is stopping.'}");
  }
}
