package org.perfectstorm.provider.docker.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Docker's own command line against one engine: no shell, nothing to read from, and of our
 * environment only what it needs.
 */
public final class DockerCommand {
  /** What the command line may see of our environment; nothing here is ours to hide. */
  private static final Set<String> NEEDED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "TMPDIR",
          "XDG_CONFIG_HOME",
          "XDG_RUNTIME_DIR",
          "SSH_AUTH_SOCK",
          "DOCKER_CONFIG",
          "DOCKER_CERT_PATH",
          "DOCKER_API_VERSION",
          "DOCKER_CONTENT_TRUST",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  /** How long a command may take to end once it was told to. */
  private static final long PATIENCE_MILLIS = 3_000;

  private final Path program;
  private final Supplier<List<String>> connection;

  /**
   * The command line for one engine.
   *
   * @param program docker's command line
   * @param engine where the engine is, {@code unix:///var/run/docker.sock}
   */
  public DockerCommand(Path program, String engine) {
    this(program, () -> List.of("--host", engine));
  }

  /**
   * The command line for engines that change.
   *
   * @param program docker's command line
   * @param connection its options that say where the engine is now
   */
  public DockerCommand(Path program, Supplier<List<String>> connection) {
    this.program = program;
    this.connection = connection;
  }

  /** The first program of a name in the folders of a search path; null if there is none. */
  public static Path find(String name, String searchPath) {
    if (name.contains("/")) {
      return executable(Path.of(name).toAbsolutePath());
    }
    for (String folder : (searchPath == null ? "" : searchPath).split(File.pathSeparator)) {
      Path found = folder.isEmpty() ? null : executable(Path.of(folder, name));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Path executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file) ? file : null;
  }

  /**
   * Runs one command to its end.
   *
   * @param words its arguments, passed as they are
   * @param output gets what it prints, on either channel, as it comes, from another thread; nothing
   *     more once this has returned or thrown
   * @return the exit code
   * @throws IOException if it cannot be started
   * @throws InterruptedException if we were interrupted; it has ended then
   */
  public int run(List<String> words, Consumer<String> output)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(connection.get());
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(NEEDED);
    Process process = builder.start();
    // A read does not hear of an interrupt, so somebody else reads.
    Reading reading = new Reading(process, output);
    try {
      return process.waitFor();
    } finally {
      end(process, reading);
    }
  }

  /** On a thread of its own, until the output ends or nobody wants more of it. */
  private static final class Reading {
    private final Consumer<String> output;
    private final Thread thread;
    private boolean over;

    Reading(Process process, Consumer<String> output) {
      this.output = output;
      this.thread = Thread.ofVirtual().start(() -> read(process));
    }

    private void read(Process process) {
      char[] some = new char[8 << 10];
      try (Reader reader =
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
        for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
          take(new String(some, 0, count));
        }
      } catch (IOException e) {
        // It was ended.
      }
    }

    private synchronized void take(String text) {
      if (!over) {
        output.accept(text);
      }
    }

    /** Waits for the rest for a while: who the command left running may hold the output open. */
    void finish() throws InterruptedException {
      thread.join(PATIENCE_MILLIS);
    }

    /** On return, and from then on, nothing is passed on. */
    synchronized void end() {
      over = true;
    }
  }

  private static void end(Process process, Reading reading) throws InterruptedException {
    // The interrupt that may have brought us here must not cut this short.
    boolean interrupted = Thread.interrupted();
    try {
      if (process.isAlive()) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          all.forEach(ProcessHandle::destroyForcibly);
          process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
      reading.finish();
    } finally {
      reading.end();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
