package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Kills stormd with SIGKILL at a random moment while clients write, again and again, and compares
 * what is there afterwards with what they were told: nothing acknowledged is lost, no commit is
 * there by half, ids and numbers go on, members are what the events say. {@code -Dcrash.rounds=100}
 * for the long run.
 */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
  private static final int WRITERS = 4;

  /** How many resources a bulk sync has; each odd one leaves out the second half. */
  private static final int BULK = 120;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  /** What a counting client tried, and what was acknowledged. Written by that client alone. */
  private static final class Count {
    private volatile long tried;
    private volatile long acknowledged;

    void assertHolds(long found, String where) {
      assertThat(found).as(where).isBetween(acknowledged, tried);
      acknowledged = found;
      tried = found;
    }
  }

  private final Count[] written = new Count[WRITERS];
  private final Count synced = new Count();
  private final Map<String, String> created = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, String> seen = new ConcurrentSkipListMap<>();
  private final Set<String> replayed = new HashSet<>();
  private final Set<String> everUsed = new HashSet<>();
  private long replayedUntil;
  private long lastEvent;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLost() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Running stormd = start()) {
      prepare(stormd);
      stormd.kill();
    }
    for (int round = 1; round <= ROUNDS; round++) {
      String where = "round " + round + " of seed " + seed;
      if (random.nextInt(4) == 0) {
        // In the middle of starting, maybe of recovering.
        try (Running stormd = start()) {
          Thread.sleep(random.nextInt(1_200));
          stormd.kill();
        }
      }
      try (Running stormd = start()) {
        assertWhole(stormd, where);
        workAndKill(stormd, random.nextInt(1_500));
      }
    }
    try (Running stormd = start()) {
      assertWhole(stormd, "the end of seed " + seed);
    }
    assertThat(synced.acknowledged).isGreaterThan(ROUNDS);
    assertThat(created).hasSizeGreaterThan(ROUNDS);
    assertThat(seen).hasSizeGreaterThan(ROUNDS * BULK);
  }

  private Running start() throws IOException {
    return Running.start("-p", "0", "--data", folder.toString(), "--events", "500000");
  }

  private void prepare(Running stormd) throws Exception {
    String[] groups = {
      "{'name':'running','query':{'status':'running'}}",
      "{'name':'asking','query':{'$group':'running','names':{'$regex':'[02468]$'}}}"
    };
    send(stormd, "POST", "/v1/agents", "{'type':'t','name':'bulk'}");
    send(stormd, "POST", "/v1/agents", "{'type':'t','name':'writers'}");
    for (String group : groups) {
      send(stormd, "POST", "/v1/groups", group);
    }
    for (int i = 0; i < WRITERS; i++) {
      written[i] = new Count();
      send(
          stormd,
          "POST",
          "/v1/resources",
          "{'type':'t','names':['w%d'],'owner':'writers','image':'0'}".formatted(i));
    }
    sync(stormd, 0);
  }

  private static Doc send(Running stormd, String method, String path, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = stormd.send(method, path, json.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? Doc.EMPTY : Json.readDoc(answer.body());
  }

  /** One commit: every resource of the agent gets the same number. */
  private static void sync(Running stormd, long number) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder("{'full':true,'resources':[");
    int size = sizeOf(number);
    String filling = "x".repeat(ThreadLocalRandom.current().nextInt(2_000));
    for (int i = 0; i < size; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{'native_id':'n%1$d','type':'task','names':['bulk.%1$d']".formatted(i))
          .append(",'image':'%d','status':'%s'".formatted(number, statusOf(number, i)))
          .append(",'snapshot':{'filling':'%s'}}".formatted(filling));
    }
    send(stormd, "POST", "/v1/agents/bulk/sync", body.append("]}").toString());
  }

  private static int sizeOf(long number) {
    return number % 2 == 1 ? BULK / 2 : BULK;
  }

  private static String statusOf(long number, int index) {
    return (number + index) % 3 == 0 ? "running" : "stopped";
  }

  private interface Work {
    void once() throws IOException, InterruptedException;
  }

  private void workAndKill(Running stormd, int millis) throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> wrong = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      threads.add(working(stormd, wrong, () -> write(stormd, number)));
    }
    threads.add(working(stormd, wrong, () -> syncNext(stormd)));
    threads.add(working(stormd, wrong, () -> create(stormd)));
    threads.add(working(stormd, wrong, () -> read(stormd)));
    Thread.sleep(millis);
    stormd.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }

  private static Thread working(Running stormd, List<Throwable> wrong, Work work) {
    return Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              work.once();
            }
          } catch (IOException | InterruptedException killed) {
            // Nothing else may end a request.
            stormd.process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
          } catch (Throwable e) {
            synchronized (wrong) {
              wrong.add(e);
            }
          }
        });
  }

  private void write(Running stormd, int number) throws IOException, InterruptedException {
    Count count = written[number];
    long next = count.tried + 1;
    count.tried = next;
    String filling = "x".repeat(ThreadLocalRandom.current().nextInt(3_000));
    send(
        stormd,
        "PATCH",
        "/v1/resources/w" + number,
        "{'image':'%d','snapshot':{'filling':'%s'}}".formatted(next, filling));
    count.acknowledged = next;
  }

  private void syncNext(Running stormd) throws IOException, InterruptedException {
    long next = synced.tried + 1;
    synced.tried = next;
    sync(stormd, next);
    synced.acknowledged = next;
    Thread.sleep(15);
  }

  private void create(Running stormd) throws IOException, InterruptedException {
    String name = "created-" + ThreadLocalRandom.current().nextLong();
    String id = send(stormd, "POST", "/v1/agents", "{'type':'t','name':'" + name + "'}").text("id");
    assertThat(created.put(name, id)).isNull();
    Thread.sleep(2);
  }

  /** Follows the feed and remembers what it told. */
  private void read(Running stormd) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(stormd.url() + "/v1/events?stream=1&start=" + (lastEvent + 1)))
            .build();
    HttpResponse<InputStream> answer =
        CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    long next = lastEvent + 1;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // The last line may have been cut.
        if (line.endsWith("}")) {
          long number = number(Json.readDoc(line), "id");
          assertThat(number).isEqualTo(next++);
          seen.put(number, line);
        }
      }
    }
    throw new IOException("the end");
  }

  private void assertWhole(Running stormd, String where) throws Exception {
    Map<String, Doc> resources = new HashMap<>();
    for (Doc resource : list(stormd, "/v1/resources")) {
      resources.put(resource.texts("names").getFirst(), resource);
    }
    for (int i = 0; i < WRITERS; i++) {
      written[i].assertHolds(Long.parseLong(resources.remove("w" + i).text("image")), where);
    }
    assertSynced(resources, where);
    Map<String, String> agents = new HashMap<>();
    for (Doc agent : list(stormd, "/v1/agents")) {
      agents.put(agent.text("name"), agent.text("id"));
    }
    assertThat(agents).as(where).containsAllEntriesOf(created);
    assertEvents(stormd, where);
    assertMembers(stormd, resources, where);
    String fresh = send(stormd, "POST", "/v1/agents", "{'type':'t'}").text("id");
    assertThat(everUsed.add(fresh) && !agents.containsValue(fresh)).as(where).isTrue();
  }

  private void assertSynced(Map<String, Doc> bulk, String where) {
    Set<String> numbers = new HashSet<>();
    bulk.values().forEach(resource -> numbers.add(resource.text("image")));
    assertThat(numbers).as(where).hasSize(1);
    long number = Long.parseLong(numbers.iterator().next());
    synced.assertHolds(number, where);
    assertThat(bulk).as(where).hasSize(sizeOf(number));
    bulk.forEach(
        (name, resource) ->
            assertThat(resource.text("status"))
                .as(where)
                .isEqualTo(statusOf(number, Integer.parseInt(name.substring(5)))));
  }

  /** Numbers go on without a gap, and what was told once stays told. */
  private void assertEvents(Running stormd, String where) throws Exception {
    long from = lastEvent + 1;
    long next = from;
    for (Doc event : list(stormd, "/v1/events?count=1000000&start=" + from)) {
      assertThat(number(event, "id")).as(where).isEqualTo(next);
      String told = seen.get(next);
      if (told != null) {
        assertThat(Json.text(event)).as(where).isEqualTo(told);
      }
      next++;
    }
    long last = next - 1;
    assertThat(last).as(where).isGreaterThanOrEqualTo(seen.isEmpty() ? 0 : seen.lastKey());
    lastEvent = last;
  }

  /** Who joined and left is who is a member, and who the query finds. */
  private void assertMembers(Running stormd, Map<String, Doc> resources, String where)
      throws Exception {
    long from = replayedUntil + 1;
    for (Doc event : list(stormd, "/v1/groups/running/events?count=1000000&start=" + from)) {
      String resource = event.text("resource");
      boolean changed =
          event.text("event_type").equals("joined")
              ? replayed.add(resource)
              : replayed.remove(resource);
      assertThat(changed).as(where + ": " + event).isTrue();
      replayedUntil = number(event, "id");
    }
    Set<String> expected = new HashSet<>();
    Set<String> expectedAsking = new HashSet<>();
    for (Map.Entry<String, Doc> resource : resources.entrySet()) {
      if (resource.getValue().text("status").equals("running")) {
        expected.add(resource.getValue().text("id"));
        if ((resource.getKey().charAt(resource.getKey().length() - 1) - '0') % 2 == 0) {
          expectedAsking.add(resource.getValue().text("id"));
        }
      }
    }
    assertThat(ids(list(stormd, "/v1/groups/running/members"))).as(where).isEqualTo(expected);
    assertThat(ids(list(stormd, "/v1/groups/asking/members"))).as(where).isEqualTo(expectedAsking);
    assertThat(replayed).as(where).isEqualTo(expected);
  }

  private static Set<String> ids(List<Doc> objects) {
    Set<String> ids = new HashSet<>();
    objects.forEach(object -> ids.add(object.text("id")));
    return ids;
  }

  private static long number(Doc doc, String field) {
    return ((Number) doc.get(field)).longValue();
  }

  private static List<Doc> list(Running stormd, String path) throws Exception {
    HttpResponse<String> answer = stormd.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<Doc> list = new ArrayList<>();
    ((Iterable<?>) Json.read(answer.body())).forEach(doc -> list.add((Doc) doc));
    return list;
  }
}
