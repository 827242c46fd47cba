package org.perfectstorm.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.model.Kind;
import org.perfectstorm.store.mongodb.MongoAddress;
import org.perfectstorm.store.mongodb.MongoStore;
import org.perfectstorm.store.mongodb.TestMongo;
import org.perfectstorm.store.mongodb.Wire;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Several cores on one MongoDB behave as one. */
@Timeout(120)
class SharedCoreTest {
  private static TestMongo mongo;
  private final String address = mongo.newDatabase();
  private final List<Core> cores = new ArrayList<>();

  @BeforeAll
  static void startMongo() {
    mongo = new TestMongo();
  }

  @AfterAll
  static void stopMongo() {
    mongo.close();
  }

  @BeforeEach
  void open() {
    for (int i = 0; i < 3; i++) {
      cores.add(newCore());
    }
  }

  @AfterEach
  void close() {
    cores.forEach(Core::close);
  }

  private Core newCore() {
    MongoStore store = MongoStore.open(MongoAddress.parse(address), 10_000);
    return Core.open(store, Clock.systemUTC(), 10_000);
  }

  private static void put(Core core, Kind kind, Doc object) {
    core.commit(
        transaction -> {
          transaction.put(kind, object);
          return null;
        });
  }

  private static Doc resource(String id, String image) {
    return Doc.of("id", id, "type", "task", "names", Arr.of(id), "owner", "agt-1", "image", image);
  }

  /** Waits until all know the same. */
  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (cores.stream().mapToLong(core -> core.state().event()).distinct().count() > 1
        && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }

  private void assertAlike() throws InterruptedException {
    settle();
    assertAlike(cores, 1);
  }

  /** That all show the same, and the same events from a number on. */
  private static void assertAlike(List<Core> cores, long start) {
    Core first = cores.getFirst();
    for (Core other : cores) {
      for (Kind kind : Kind.values()) {
        assertThat(List.copyOf(other.state().table(kind).list()))
            .isEqualTo(List.copyOf(first.state().table(kind).list()));
      }
      for (Doc group : first.state().table(Kind.GROUP).list()) {
        assertThat(other.state().members(group.text("id")))
            .as("members of %s", group)
            .isEqualTo(first.state().members(group.text("id")));
      }
      assertThat(other.events().slice(start, 100_000))
          .isEqualTo(first.events().slice(start, 100_000));
      assertThat(other.memberEvents().slice(start, 100_000))
          .isEqualTo(first.memberEvents().slice(start, 100_000));
      assertThat(other.state().memberEvent()).isEqualTo(first.state().memberEvent());
    }
  }

  @Test
  void eachSeesWhatTheOthersCommitWithinASecond() throws Exception {
    put(cores.get(0), Kind.AGENT, Doc.of("id", "agt-1", "name", "a"));
    long start = System.nanoTime();
    assertThat(cores.get(1).events().await(1, 5_000)).hasSize(1);
    assertThat(cores.get(2).events().await(1, 5_000)).hasSize(1);
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    assertThat(cores.get(2).state().table(Kind.AGENT).find("a")).isNotNull();
  }

  @Test
  void groupsHaveTheSameMembersEverywhereWhoeverWrites() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Core core = cores.get(random.nextInt(3));
      int number = random.nextInt(20);
      String image = random.nextBoolean() ? "nginx" : "redis";
      switch (random.nextInt(10)) {
        case 0 -> {
          Doc query = random.nextInt(4) == 0 ? Doc.EMPTY : Doc.of("image", image);
          put(
              core,
              Kind.GROUP,
              Doc.of(
                  "id",
                  "grp-" + number % 3,
                  "name",
                  "g" + number % 3,
                  "query",
                  query,
                  "include",
                  Arr.of("res-" + number),
                  "exclude",
                  Arr.EMPTY));
        }
        case 1 ->
            core.commit(
                transaction -> {
                  transaction.delete(Kind.RESOURCE, "res-" + number);
                  return null;
                });
        case 2 ->
            core.commit(
                transaction -> {
                  transaction.delete(Kind.GROUP, "grp-" + number % 3);
                  return null;
                });
        default -> put(core, Kind.RESOURCE, resource("res-" + number, image));
      }
    }
    assertThat(cores.getFirst().state().memberEvent()).isGreaterThan(10);
    assertAlike();
    cores.add(newCore());
    assertAlike();
  }

  @Test
  void workThatLostTheRaceIsDoneAgainOnWhatCameFirst() throws Exception {
    put(cores.get(0), Kind.AGENT, Doc.of("id", "agt-1", "name", "a", "count", 0));
    settle();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    List<Thread> writers = new ArrayList<>();
    for (Core core : cores) {
      for (int i = 0; i < 4; i++) {
        writers.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((_, e) -> wrong.set(e))
                .start(() -> count(core, 25)));
      }
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(wrong.get()).isNull();
    assertAlike();
    assertThat(cores.get(2).state().table(Kind.AGENT).get("agt-1").get("count")).isEqualTo(300);
    assertThat(cores.get(2).state().event()).isEqualTo(301);
  }

  @Test
  void aServerThatMissedMoreThanIsKeptReadsEverythingAnewAndTellsItsReaders() throws Exception {
    String shared = mongo.newDatabase();
    String name = shared.substring(shared.lastIndexOf('/'));
    try (Wire wire = new Wire(mongo.host());
        Core here = forgetful(shared);
        Core there = forgetful("mongodb://" + wire.host() + name)) {
      put(here, Kind.GROUP, Doc.of("id", "grp-1", "name", "g", "query", Doc.of("image", "redis")));
      put(here, Kind.RESOURCE, resource("res-gone", "redis"));
      put(here, Kind.RESOURCE, resource("res-kept", "nginx"));
      assertThat(there.events().await(3, 5_000)).hasSize(1);
      wire.cut();
      CompletableFuture<Long> oldest = new CompletableFuture<>();
      Thread.startVirtualThread(() -> oldest.complete(oldestAfterGap(there, 4)));
      here.commit(
          transaction -> {
            transaction.delete(Kind.RESOURCE, "res-gone");
            transaction.put(Kind.RESOURCE, resource("res-kept", "redis"));
            return null;
          });
      for (int i = 0; i < 60; i++) {
        put(here, Kind.RESOURCE, resource("res-" + i, i % 2 == 0 ? "redis" : "nginx"));
      }
      MongoCollection<Document> commits = mongo.look(shared).getCollection("commits");
      for (int i = 0; i < 1_000 && commits.countDocuments() > 30; i++) {
        Thread.sleep(10);
      }
      assertThat(commits.countDocuments()).isLessThan(30);
      assertThat(there.state().table(Kind.RESOURCE).get("res-gone")).isNotNull();
      for (int i = 0; i < 1_000 && there.trouble() == null; i++) {
        Thread.sleep(10);
      }
      assertThat(there.trouble()).contains("Cannot read MongoDB");
      wire.mend();
      // Who writes before it knows what it missed must not write into the past.
      eventually(() -> put(there, Kind.RESOURCE, resource("res-there", "redis")));
      assertThat(oldest.get(10, TimeUnit.SECONDS)).isBetween(41L, there.events().oldest());
      assertThat(there.trouble()).isNull();
      assertThat(here.events().await(66, 5_000)).hasSize(1);
      assertAlike(List.of(here, there), 66 - 10);
      assertThat(there.state().memberCount("grp-1")).isEqualTo(32);
      put(here, Kind.RESOURCE, resource("res-here", "redis"));
      assertThat(there.events().await(67, 5_000)).hasSize(1);
      assertAlike(List.of(here, there), 66 - 10);
    }
  }

  private static Core forgetful(String address) {
    return Core.open(mongo.openForgetful(address, 20), Clock.systemUTC(), 20);
  }

  /** Reads on until it is told that there is a gap. */
  private static long oldestAfterGap(Core core, long start) {
    try {
      for (long next = start; ; ) {
        next += core.events().await(next, 10_000).size();
      }
    } catch (EventLog.Gone gone) {
      return gone.oldest();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void eventually(Runnable write) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        write.run();
        return;
      } catch (Core.Unavailable notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        Thread.sleep(5);
      }
    }
  }

  private static void count(Core core, int times) {
    for (int i = 0; i < times; i++) {
      core.commit(
          transaction -> {
            Doc agent = transaction.state().table(Kind.AGENT).get("agt-1");
            int next = (Integer) agent.get("count") + 1;
            transaction.put(Kind.AGENT, agent.with("count", next));
            return next;
          });
    }
  }
}
