package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.store.mongodb.TestMongo;
import org.perfectstorm.store.mongodb.Wire;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Real stormd processes on one MongoDB: they race, they are killed, and MongoDB goes away. */
@Timeout(180)
class SharedMongoTest {
  private static TestMongo mongo;
  private final String database = mongo.newDatabase();

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  private Running start() throws IOException {
    return Running.start("-p", "0", "--mongodb", database);
  }

  private static Doc make(Running stormd, String path, Doc body) throws Exception {
    HttpResponse<String> answer = stormd.send("POST", path, Json.text(body));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return Json.readDoc(answer.body());
  }

  private static Doc agent(Running stormd, String name) throws Exception {
    return make(stormd, "/v1/agents", Doc.of("type", "test", "name", name, "status", "online"));
  }

  /** What a server says, once it says so; for a second at most, unless told. */
  private static void soon(Running stormd, String path, int status) throws Exception {
    long deadline = System.nanoTime() + 1_000_000_000L;
    int is = stormd.get(path).statusCode();
    while (is != status && System.nanoTime() < deadline) {
      Thread.sleep(20);
      is = stormd.get(path).statusCode();
    }
    assertThat(is).as(path).isEqualTo(status);
  }

  /** Does something many times at once, and counts what is answered. */
  private static Map<Integer, Integer> atOnce(List<Callable<HttpResponse<String>>> calls)
      throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Map<Integer, Integer> counts = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (Callable<HttpResponse<String>> call : calls) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      for (Future<HttpResponse<String>> answer : answers) {
        counts.merge(answer.get().statusCode(), 1, Integer::sum);
      }
    }
    return counts;
  }

  @Test
  void namesAreUniqueAndAJobIsTakenOnceWhomeverOneAsks() throws Exception {
    try (Running one = start();
        Running two = start()) {
      agent(one, "runner");
      soon(two, "/v1/agents/runner", 200);
      List<Callable<HttpResponse<String>>> makers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Running asked = i % 2 == 0 ? one : two;
        String body = "{\"type\":\"test\",\"name\":\"unique\"}";
        makers.add(() -> asked.send("POST", "/v1/agents", body));
      }
      assertThat(atOnce(makers)).isEqualTo(Map.of(201, 1, 400, 15));

      Doc target = make(two, "/v1/resources", Doc.of("type", "cluster", "owner", "runner"));
      make(two, "/v1/procedures", Doc.of("type", "test", "name", "p", "content", "x"));
      for (int round = 0; round < 5; round++) {
        Doc job = make(two, "/v1/procedures/p/exec", Doc.of("target", target.text("id")));
        String path = "/v1/jobs/" + job.text("id");
        soon(one, path, 200);
        List<Callable<HttpResponse<String>>> claimers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
          Running asked = i % 2 == 0 ? one : two;
          String body = "{\"owner\":\"runner\",\"token\":\"t" + i + "\"}";
          claimers.add(() -> asked.send("POST", path + "/claim", body));
        }
        assertThat(atOnce(claimers)).isEqualTo(Map.of(200, 1, 409, 63));
      }
    }
  }

  @Test
  void whatAServerAcknowledgedIsThereAtTheOtherAfterItWasKilled() throws Exception {
    List<String> names = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    try (Running two = start()) {
      try (Running one = start()) {
        one.url();
        two.url();
        Thread writer =
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 0; i < 10_000; i++) {
                        try {
                          agent(one, "agent-" + i);
                        } catch (Exception killed) {
                          return;
                        }
                        names.add("agent-" + i);
                      }
                    });
        read(one, 1, 30, seen);
        one.kill();
        writer.join();
      }
      // Whoever watched there goes on here, at the next number.
      for (String name : names) {
        soon(two, "/v1/agents/" + name, 200);
      }
      agent(two, "last");
      long last = newest(two);
      read(two, seen.size() + 1, (int) last - seen.size(), seen);
      for (int i = 0; i < seen.size(); i++) {
        assertThat(Json.readDoc(seen.get(i)).get("id")).isEqualTo(i + 1);
      }
      assertThat(names.size()).isGreaterThan(25);
      assertThat(last).isBetween(names.size() + 1L, names.size() + 2L);
      try (Running again = start()) {
        List<String> all = new ArrayList<>();
        read(again, 1, (int) last, all);
        assertThat(all).isEqualTo(seen);
      }
    }
  }

  private static long newest(Running stormd) throws Exception {
    Arr newest = (Arr) Json.read(stormd.get("/v1/events?count=1").body());
    return ((Number) ((Doc) newest.getFirst()).get("id")).longValue();
  }

  /** Reads some lines of the feed. */
  private static void read(Running stormd, int start, int count, List<String> lines)
      throws Exception {
    var feed =
        URI.create(stormd.url() + "/v1/events?stream=1&start=" + start).toURL().openConnection();
    feed.setReadTimeout(30_000);
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(feed.getInputStream(), StandardCharsets.UTF_8))) {
      for (int read = 0; read < count; ) {
        String line = reader.readLine();
        assertThat(line).isNotNull();
        if (!line.isEmpty()) {
          lines.add(line);
          read++;
        }
      }
    }
  }

  @Test
  void whileMongoDbIsAwayReadsGoOnAndWritesAreAskedToComeAgain() throws Exception {
    String name = database.substring(database.lastIndexOf('/'));
    try (Wire wire = new Wire(mongo.host());
        Running stormd = Running.start("-p", "0", "--mongodb", "mongodb://" + wire.host() + name);
        Running other = start()) {
      agent(stormd, "first");
      wire.cut();
      HttpResponse<String> refused =
          stormd.send("POST", "/v1/agents", "{\"type\":\"test\",\"name\":\"refused\"}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("Not now: Cannot ").contains(wire.host());
      assertThat(stormd.get("/v1/agents/first").statusCode()).isEqualTo(200);
      assertThat(stormd.line("warning: Read-only, ")).contains(wire.host());
      assertThat(Json.readDoc(stormd.get("/ready").body()).text("status")).isEqualTo("read-only");
      agent(other, "meanwhile");
      assertThat(stormd.get("/v1/agents/meanwhile").statusCode()).isEqualTo(404);
      wire.mend();
      stormd.line("The store can be written again");
      assertThat(stormd.get("/ready").body()).isEqualTo("{\"status\":\"ready\"}");
      soon(stormd, "/v1/agents/meanwhile", 200);
      agent(stormd, "last");
      soon(other, "/v1/agents/last", 200);
      assertThat(stormd.output).filteredOn(line -> line.contains("Read-only, ")).hasSize(1);
      stormd.stop();
      assertThat(stormd.exit()).isZero();
    }
  }

  @Test
  void whoCannotReachMongoDbSaysSo() throws Exception {
    String nobody = "mongodb://storm:hunter22@127.0.0.1:1/storm";
    try (Running stormd = Running.start(Map.of("STORM_MONGODB", nobody), "-p", "0")) {
      assertThat(stormd.exit()).isEqualTo(1);
      assertThat(stormd.line("stormd: Cannot use MongoDB at 127.0.0.1:1/storm"))
          .contains("Connection refused");
      assertThat(String.join("\n", stormd.output)).doesNotContain("hunter22", "\tat ");
    }
    try (Running backup = Running.start(Map.of("STORM_MONGODB", nobody), "backup", "x.db")) {
      assertThat(backup.exit()).isEqualTo(1);
      assertThat(backup.line("stormd: The store is in MongoDB")).contains("mongodump");
    }
  }
}
