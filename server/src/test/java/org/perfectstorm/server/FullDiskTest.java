package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.store.Mount;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What people see of stormd when its disk is full or read-only. */
@Timeout(180)
class FullDiskTest {
  @TempDir Path folder;

  private static Running start(Mount disk) throws Exception {
    return Running.start("-p", "0", "--data", disk.folder().resolve("data").toString());
  }

  private static HttpResponse<String> create(Running stormd, String name) throws Exception {
    String filling = "x".repeat(20_000);
    return stormd.send(
        "POST",
        "/v1/agents",
        "{\"type\":\"t\",\"name\":\"%s\",\"options\":{\"filling\":\"%s\"}}"
            .formatted(name, filling));
  }

  private static void createWithin10Seconds(Running stormd, String name) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    HttpResponse<String> answer = create(stormd, name);
    while (answer.statusCode() == 503 && System.nanoTime() < deadline) {
      Thread.sleep(100);
      answer = create(stormd, name);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void assertReadOnly(Running stormd, String reason) throws Exception {
    HttpResponse<String> refused = create(stormd, "refused");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(Json.readDoc(refused.body()).text("detail"))
        .startsWith("Not now: ")
        .contains(reason)
        .doesNotEndWith("..");
    Doc ready = Json.readDoc(stormd.get("/ready").body());
    assertThat(ready.text("status")).isEqualTo("read-only");
    assertThat(ready.text("reason")).contains(reason);
    assertThat(stormd.get("/v1/agents/first").statusCode()).isEqualTo(200);
    assertThat(stormd.get("/v1/agents/refused").statusCode()).isEqualTo(404);
    assertThat(stormd.line("warning: Read-only, ")).contains(reason);
  }

  @Test
  void aDiskThatFillsUpMakesTheServerReadOnlyUntilThereIsRoom() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "8m")) {
      int kept = 1;
      try (Running stormd = start(disk)) {
        assertThat(create(stormd, "first").statusCode()).isEqualTo(201);
        disk.fill();
        while (create(stormd, "agent-" + kept).statusCode() == 201) {
          kept++;
        }
        assertReadOnly(stormd, "the disk is full");
        assertReadOnly(stormd, "the disk is full");
        assertThat(stormd.output).filteredOn(line -> line.contains("Read-only, ")).hasSize(1);
        disk.makeRoom();
        createWithin10Seconds(stormd, "last");
        stormd.line("The store can be written again");
        assertThat(stormd.get("/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        disk.fill();
        stormd.kill();
      }
      try (Running stormd = start(disk)) {
        assertReadOnly(stormd, "the disk is full");
        assertThat(stormd.get("/v1/agents/last").statusCode()).isEqualTo(200);
        disk.makeRoom();
        createWithin10Seconds(stormd, "again");
        assertThat(stormd.line("did not stop as it should")).contains("process ");
        assertThat((Iterable<?>) Json.read(stormd.get("/v1/agents").body())).hasSize(kept + 2);
      }
    }
  }

  @Test
  void aReadOnlyFolderIsServedReadOnly() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "8m")) {
      try (Running stormd = start(disk)) {
        assertThat(create(stormd, "first").statusCode()).isEqualTo(201);
        stormd.stop();
        assertThat(stormd.exit()).isZero();
      }
      disk.readOnly(true);
      try (Running stormd = start(disk)) {
        assertReadOnly(stormd, "read-only");
        disk.readOnly(false);
        createWithin10Seconds(stormd, "again");
      }
    }
  }
}
