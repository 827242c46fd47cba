package org.perfectstorm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end.
 *
 * @param line what was run, for messages
 * @param code its exit code
 */
record Command(String line, int code, String out, String err) {
  /** Runs a command to its end; fails if it takes longer. */
  static Command run(Duration within, Map<String, String> environment, List<String> command) {
    String line = String.join(" ", command);
    try {
      // Files, not pipes: whoever the command leaves running may hold its output open.
      Path folder = Files.createDirectories(Repository.TARGET.resolve("output"));
      Path out = Files.createTempFile(folder, "command", ".out");
      Path err = Files.createTempFile(folder, "command", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        Program.prepare(builder, environment);
        Process process =
            builder
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new AssertionError(
              line
                  + ": has not ended within "
                  + within.toSeconds()
                  + " s\n"
                  + text(out)
                  + text(err));
        }
        return new Command(line, process.exitValue(), text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + line, e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** This, if it succeeded. */
  Command succeeds() {
    if (code != 0) {
      throw new AssertionError(line + "\nexited with " + code + ": " + out + err);
    }
    return this;
  }

  /** It succeeded, said nothing about errors, and printed exactly this. */
  void prints(String expected) {
    assertThat(succeeds().out).as(line).isEqualTo(expected);
    assertThat(err).as("errors of " + line).isEmpty();
  }

  /** It failed with a code and an error that contains all this, without a stack trace. */
  void fails(int expected, String... parts) {
    assertThat(code).as("exit code of %s (%s%s)", line, out, err).isEqualTo(expected);
    assertThat(err).as("errors of " + line).contains(parts).doesNotContain("\tat ", "Exception");
    assertThat(out).as(line).isEmpty();
  }

  /** The lines that it printed. */
  List<String> lines() {
    return out.lines().toList();
  }
}
