package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that fail and power that is cut, by a library between the process and its system ({@code
 * disk.c}): {@code kill -9} alone leaves the system's cache as it is, so that a flush left out
 * would never be noticed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PowerCutTest {
  private static final int CUTS = 20 * Integer.getInteger("crash.rounds", 5);

  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void compile() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only for Linux");
    library = Disk.library(folder);
  }

  @Test
  void nothingAcknowledgedIsLostWhenThePowerIsCut() throws Exception {
    Path trace = folder.resolve("trace");
    List<String> lines = write(1_000, Map.of("DISK_TRACE", trace.toString()));
    assertThat(lines).hasSize(1_000).allMatch(line -> line.endsWith("."));
    assertSurvives(Disk.read(trace));
  }

  @Test
  void aDiskThatFailsNowAndThenLosesNothingAndIsUsedAgain() throws Exception {
    Path trace = folder.resolve("trace");
    List<String> lines = write(1_000, Map.of("DISK_TRACE", trace.toString(), "DISK_FAULTS", "40"));
    assertThat(lines).filteredOn(line -> line.endsWith("!")).hasSizeGreaterThan(50);
    assertThat(lines).filteredOn(line -> line.endsWith(".")).hasSizeGreaterThan(50);
    long acknowledged = 0;
    for (String line : lines) {
      if (line.endsWith(".")) {
        acknowledged = Long.parseLong(line.substring(0, line.length() - 1));
      }
    }
    assertWhole(folder.resolve("data"), acknowledged, "after the process was killed");
    assertSurvives(Disk.read(trace));
  }

  private void assertSurvives(Disk disk) throws IOException {
    long seed = System.nanoTime();
    int[] cuts = new int[1];
    disk.cutPower(
        CUTS,
        new Random(seed),
        folder.resolve("cuts"),
        (left, acknowledged) -> {
          cuts[0]++;
          assertWhole(left, acknowledged, left.getFileName() + " of seed " + seed);
          try (var files = Files.list(left)) {
            for (Path file : files.toList()) {
              Files.delete(file);
            }
          }
        });
    assertThat(cuts[0]).isEqualTo(CUTS);
  }

  private static void assertWhole(Path folder, long acknowledged, String where) {
    try (Store store = EmbeddedStore.open(folder, 1_000)) {
      CrashWriter.assertWhole(
          Kept.of(store), acknowledged, where + ", acknowledged " + acknowledged);
    } catch (StoreException e) {
      throw new AssertionError(where, e);
    }
  }

  /** Lets a process write so many batches; what it printed of them. */
  private List<String> write(int batches, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            folder.resolve("data").toString(),
            Integer.toString(batches));
    builder.environment().putAll(environment);
    builder.environment().put("LD_PRELOAD", library.toString());
    Process writer = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
      return lines.lines().toList();
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
