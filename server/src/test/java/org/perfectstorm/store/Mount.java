package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small file system of its own, to be filled up and made read-only for real. Tests that need it
 * are skipped where this process may not mount.
 */
public final class Mount implements AutoCloseable {
  private final Path folder;

  private Mount(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts a file system in memory on a folder.
   *
   * @param size such as {@code 4m}
   */
  public static Mount of(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "this process may not mount a file system");
    return new Mount(folder);
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** Takes all room that is left. */
  public void fill() throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(folder.toFile().getUsableSpace()).isZero();
    }
  }

  /** Gives the room back. */
  public void makeRoom() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  /** Makes it read-only, or no longer so; nobody may have a file open for writing. */
  public void readOnly(boolean isReadOnly) throws IOException {
    assertThat(run("mount", "-o", "remount," + (isReadOnly ? "ro" : "rw"), folder.toString()))
        .isTrue();
  }

  @Override
  public void close() throws IOException {
    assertThat(run("umount", "-l", folder.toString())).isTrue();
  }

  private static boolean run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
