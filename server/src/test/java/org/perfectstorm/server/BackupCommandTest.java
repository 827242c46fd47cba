package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Json;

/** {@code stormd backup} and {@code stormd restore}, as people use them. */
@Timeout(180)
class BackupCommandTest {
  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertSays(int code, String text, String... args) throws Exception {
    try (Running stormd = Running.start(args)) {
      assertThat(stormd.exit()).as("%s", stormd.output).isEqualTo(code);
      assertThat(String.join("\n", stormd.output)).contains(text).doesNotContain("\tat ");
    }
  }

  @Test
  void aRunningServerIsCopiedFromItsFolderAndOverTheNetworkAndComesBack() throws Exception {
    try (Running stormd = Running.start("-p", "0", "--data", path("data"))) {
      stormd.send("POST", "/v1/agents", "{\"type\":\"test\",\"name\":\"a\"}");
      String said = "Copied 1 object, up to event 1 (0.";
      assertSays(0, said, "backup", "--data", path("data"), path("one.db"));
      String place = stormd.url().substring("http://".length());
      assertSays(0, said, "backup", "-C", place, path("two.db"));
      assertSays(
          1,
          "stormd: " + path("two.db") + " is there already.",
          "backup",
          "-C",
          place,
          path("two.db"));
      assertSays(0, said, "backup", "--force", "-C", place, path("two.db"));
      assertSays(
          1, "is in use by process", "restore", "--force", "--data", path("data"), path("two.db"));
      stormd.send("POST", "/v1/agents", "{\"type\":\"test\",\"name\":\"b\"}");
      stormd.stop();
      assertThat(stormd.exit()).isZero();
    }
    assertSays(
        1,
        "There is a store in " + path("data"),
        "restore",
        "--data",
        path("data"),
        path("one.db"));
    assertSays(
        0,
        "Restored 1 object, up to event 1 (0.",
        "restore",
        "--force",
        "--data",
        path("data"),
        path("one.db"));
    assertSays(
        0,
        "Restored 1 object, up to event 1 (0.",
        "restore",
        "--data",
        path("new"),
        path("two.db"));
    for (String data : new String[] {"data", "new"}) {
      try (Running stormd = Running.start("-p", "0", "--data", path(data))) {
        assertThat(Json.read(stormd.get("/v1/agents").body()))
            .asInstanceOf(InstanceOfAssertFactories.LIST)
            .hasSize(1);
        assertThat(
                Json.readDoc(stormd.send("POST", "/v1/agents", "{\"type\":\"t\"}").body())
                    .text("id"))
            .isNotNull();
        assertThat(stormd.get("/v1/events?count=1").body()).startsWith("[{\"id\":2,");
      }
    }
  }

  @Test
  void mistakesAreSaidInOneLine() throws Exception {
    assertSays(
        1,
        "stormd: There is no store in " + path("none"),
        "backup",
        "--data",
        path("none"),
        path("x.db"));
    assertSays(
        2,
        "stormd: -C and --data exclude each other",
        "backup",
        "-C",
        "x",
        "--data",
        "y",
        path("x.db"));
    assertSays(2, "stormd: -C: expected HOST or HOST:PORT", "backup", "-C", "[", path("x.db"));
    assertSays(
        1,
        "stormd: No backup from stormd at 127.0.0.1:1: Connection refused",
        "backup",
        "-C",
        "127.0.0.1:1",
        path("x.db"));
    for (String command : new String[] {"backup", "restore"}) {
      assertSays(
          2,
          "stormd: --data stands before " + command,
          "--data",
          path("data"),
          command,
          path("x.db"));
    }
    assertSays(2, "stormd: Missing required parameter: 'FILE'", "backup");
    assertSays(1, path("x.db"), "restore", "--data", path("new"), path("x.db"));
    assertThat(Files.exists(folder.resolve("new"))).isFalse();
    assertThat(Files.exists(folder.resolve("x.db"))).isFalse();
  }

  @Test
  void theHelpHasExamples() throws Exception {
    assertSays(0, "  stormd backup -C storm.example.com:28482 storm.db", "backup", "--help");
    assertSays(0, "  stormd restore --data /var/lib/stormd storm.db", "restore", "--help");
    assertSays(0, "  restore  Makes a folder's store what a backup holds.", "--help");
  }
}
