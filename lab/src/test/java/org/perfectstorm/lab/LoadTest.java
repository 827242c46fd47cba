package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A large cloud, many watchers, and half a gigabyte of heap. Needs no swarm. */
@ExtendWith(LastWords.class)
@Order(6)
final class LoadTest {
  private static final int RESOURCES = 20_000;
  private static final int BATCH = 2_000;
  private static final int WATCHERS = 1_000;
  private static final int READERS = 4;

  private final Random random = new Random(20);

  @Test
  void twentyThousandResourcesAndAThousandWatchersInHalfAGigabyte() throws Exception {
    try (Stormd stormd = Stormd.start("load-stormd", "-Xmx512m")) {
      long bytes = fill(stormd);
      assertThat(bytes / RESOURCES).as("bytes of a resource").isBetween(2_900L, 3_600L);
      measured(
          "writing 20,000 resources of %d bytes in 10 requests".formatted(bytes / RESOURCES),
          stormd);
      listIsWhole(stormd);
      took("list of 20,000", () -> listIsWhole(stormd));

      try (Watchers watchers = Watchers.of(stormd, WATCHERS)) {
        measured("%d watchers are connected".formatted(WATCHERS), stormd);
        for (int round = 0; round < 3; round++) {
          Doc changed = resource(round).with("status", "stopped");
          Duration last =
              watchers.allSee("\"resource-" + round + "\"", () -> sync(stormd, List.of(changed)));
          measured(
              "one change, until the last of %d watchers had it: %d ms"
                  .formatted(WATCHERS, last.toMillis()),
              stormd);
        }
        took("%d lists of 20,000 at once".formatted(READERS), () -> listsAtOnce(stormd));
        took(
            "stormctl resource ls -q",
            () ->
                assertThat(new Stormctl(stormd).run("resource", "ls", "-q").succeeds().lines())
                    .hasSize(RESOURCES));
        watchers.allSee(
            "\"resource-7\"", () -> sync(stormd, List.of(resource(7).with("status", "stopped"))));
        assertThat(watchers.failures()).isEmpty();
        measured("at the end", stormd);
      }
      assertThat(stormd.program().isAlive()).isTrue();
      assertThat(stormd.program().output()).doesNotContain("OutOfMemory", "Exception");

      stormd.kill();
      took("start with 20,000 resources, until it listens", stormd::start);
      listIsWhole(stormd);
    }
  }

  /** How many bytes of resources there are now. */
  private long fill(Stormd stormd) {
    stormd.send("POST", "/agents", Doc.of("type", "test", "name", "load"));
    stormd.send("POST", "/groups", Doc.of("name", "running", "query", Doc.of("status", "running")));
    long bytes = 0;
    for (int from = 0; from < RESOURCES; from += BATCH) {
      List<Doc> batch = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        Doc resource = resource(i);
        bytes += Json.bytes(resource).length;
        batch.add(resource);
      }
      sync(stormd, batch);
    }
    return bytes;
  }

  private static void sync(Stormd stormd, List<Doc> resources) {
    stormd.send(
        "POST",
        "/agents/load/sync",
        Doc.of("full", false, "resources", resources, "gone", List.of()));
  }

  /** About 3 KB, in the shape of a task, with little that two of them share. */
  private Doc resource(int i) {
    List<String> environment = new ArrayList<>();
    for (int line = 0; line < 34; line++) {
      environment.add("VARIABLE_" + line + "=" + noise(60));
    }
    Doc snapshot =
        Doc.of(
            "ID", "resource-" + i,
            "Version", Map.of("Index", i),
            "CreatedAt", "2026-01-01T00:00:00.000000000Z",
            "Spec",
                Map.of(
                    "ContainerSpec", Map.of("Image", "nginx:" + noise(64), "Env", environment),
                    "Resources", Map.of("Limits", Map.of("MemoryBytes", 1_000_000L * i))),
            "Status", Map.of("State", "running", "ContainerID", noise(64)));
    return Doc.of(
        "native_id",
        "resource-" + i,
        "type",
        "swarm-task",
        "names",
        List.of("resource-" + i, noise(25)),
        "image",
        "nginx:latest",
        "status",
        "running",
        "snapshot",
        snapshot);
  }

  private String noise(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static void listIsWhole(Stormd stormd) {
    byte[] list = stormd.bytes("/resources");
    // Only counted: the trees of so much would be too much for this process.
    byte[] sign = "\"native_id\":".getBytes(StandardCharsets.US_ASCII);
    int count = 0;
    for (int i = 0; i <= list.length - sign.length; i++) {
      int same = 0;
      while (same < sign.length && list[i + same] == sign[same]) {
        same++;
      }
      count += same == sign.length ? 1 : 0;
    }
    assertThat(count).isEqualTo(RESOURCES);
    assertThat(list[list.length - 1]).isEqualTo((byte) ']');
  }

  private static void listsAtOnce(Stormd stormd) throws Exception {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> lists = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        lists.add(
            () -> {
              listIsWhole(stormd);
              return null;
            });
      }
      for (Future<Void> list : readers.invokeAll(lists, 2, TimeUnit.MINUTES)) {
        list.get();
      }
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void took(String what, Step step) throws Exception {
    long began = System.nanoTime();
    step.run();
    System.out.println(
        "measured: " + what + ": " + (System.nanoTime() - began) / 1_000_000 + " ms");
  }

  private static void measured(String what, Stormd stormd) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "measured: %s; stormd holds %d MB",
            what,
            stormd.program().residentMegabytes()));
  }
}
