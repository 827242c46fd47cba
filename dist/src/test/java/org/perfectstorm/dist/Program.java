package org.perfectstorm.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One of our programs in a process of its own; what it prints is collected line by line. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What it printed, without what it said on its standard error. */
  final List<String> out = new CopyOnWriteArrayList<>();

  final List<String> err = new CopyOnWriteArrayList<>();
  private final String name;
  private final Process process;
  private final List<Thread> readers;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.readers =
        List.of(
            Thread.ofPlatform()
                .daemon()
                .start(() -> read(process.inputReader(StandardCharsets.UTF_8), out)),
            Thread.ofPlatform()
                .daemon()
                .start(() -> read(process.errorReader(StandardCharsets.UTF_8), err)));
  }

  /** Starts a main class of the test's class path. */
  static Program start(String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(each -> each.startsWith("STORM"));
    builder.redirectInput(new java.io.File("/dev/null"));
    return new Program(main + " " + String.join(" ", arguments), builder.start());
  }

  private static void read(BufferedReader from, List<String> into) {
    try (from) {
      from.lines().forEach(into::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      // It was killed.
    }
  }

  /** Waits until it has printed a line, or said one on its standard error. */
  String await(Predicate<String> line) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (List<String> lines : List.of(out, err)) {
        for (String each : lines) {
          if (line.test(each)) {
            return each;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError(name + " did not print it, but: " + out + " and: " + err);
  }

  /** Its exit code, once it has ended. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name + " still runs; it printed " + out + " and " + err);
    }
    for (Thread reader : readers) {
      reader.join(PATIENCE);
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exit();
  }

  /** Asks it to end (SIGTERM); its exit code. */
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    return exit();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.toHandle().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public String toString() {
    return name + " printed " + out + " and " + err;
  }
}
