package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with SIGKILL while it writes, again and again, and looks at what is left: nothing
 * that was acknowledged is lost, no commit is there by half, numbers go on. {@code
 * -Dcrash.rounds=100} for the long run.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);

  @TempDir Path folder;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLost() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      acknowledged = Math.max(acknowledged, writeAndKill(random.nextInt(300)));
      try (Store store = EmbeddedStore.open(folder, 1_000)) {
        Kept kept = Kept.of(store);
        String where = "round " + round + " of seed " + seed + ", acknowledged " + acknowledged;
        CrashWriter.assertWhole(kept, acknowledged, where);
        acknowledged = kept.events().getLast().number();
      }
    }
    assertThat(acknowledged).isGreaterThan(ROUNDS);
  }

  /** Starts a writer, lets it write for a while, kills it; the last number it acknowledged. */
  private long writeAndKill(int millis) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      assertThat(line).as("the writer's first line").isNotNull();
      // The output is read while it is written: a full pipe would stop the writer.
      Thread killer =
          Thread.startVirtualThread(
              () -> {
                try {
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                // By its handle: the process's own method also closes the output unread.
                writer.toHandle().destroyForcibly();
              });
      long acknowledged = 0;
      for (; line != null; line = lines.readLine()) {
        if (line.endsWith(".")) {
          acknowledged = Long.parseLong(line.substring(0, line.length() - 1));
        }
      }
      killer.join();
      return acknowledged;
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
