package org.perfectstorm.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that the tests started. Each line that it prints is noted with the moment it came, and
 * written to {@code target/output}. Safe to share between threads.
 */
final class Program implements AutoCloseable {
  /** Those that run, and those that ended during this test, in the order of their starts. */
  private static final Queue<Program> KNOWN = new ConcurrentLinkedQueue<>();

  private static final int SHOWN = 40;
  private static final Duration FAREWELL = Duration.ofSeconds(15);

  static {
    // When Maven is told to stop, so are they.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> KNOWN.forEach(Program::kill)));
  }

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<Line> lines = new ArrayList<>();

  /** One line of output. */
  record Line(Instant at, String text) {}

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().name(name).start(this::read);
  }

  /**
   * Starts a process in an environment without settings of Perfect Storm and Docker.
   *
   * @param name what its output's file is called
   * @param environment what to add to the environment
   */
  static Program start(String name, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    prepare(builder, environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      Program program = new Program(name, process);
      KNOWN.add(program);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment of a person who has set nothing yet, and whose home folder is not touched. */
  static void prepare(ProcessBuilder builder, Map<String, String> environment) {
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(
            key ->
                key.startsWith("STORM")
                    || key.startsWith("DOCKER")
                    || List.of("COLUMNS", "LINES", "PAGER", "NO_COLOR", "LC_ALL").contains(key)
                    || List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").contains(key));
    variables.put("LANG", "C.UTF-8");
    variables.put("XDG_STATE_HOME", Repository.TARGET.resolve("state").toString());
    variables.putAll(environment);
  }

  private void read() {
    Path file = Repository.TARGET.resolve("output").resolve(name + ".txt");
    try {
      Files.createDirectories(file.getParent());
      try (BufferedReader in = process.inputReader();
          PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        for (String text = in.readLine(); text != null; text = in.readLine()) {
          Line line = new Line(Instant.now(), text);
          synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
          }
          out.println(line.at + " " + text);
          out.flush();
        }
      }
    } catch (IOException e) {
      // A killed process's output ends somewhere.
    }
    synchronized (lines) {
      lines.notifyAll();
    }
  }

  long pid() {
    return process.pid();
  }

  /** How much memory it occupies; -1 where the system has no /proc. */
  long residentMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      return -1;
    } catch (IOException e) {
      return -1;
    }
  }

  /** Processor time that it used so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed so far. */
  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** What it printed so far, as one text. */
  String output() {
    return String.join("\n", lines().stream().map(Line::text).toList());
  }

  /** The first line that is wanted; waits for it. */
  Line await(String what, Duration within, Predicate<String> wanted) throws InterruptedException {
    return await(what, within, 0, wanted);
  }

  /** As before, among the lines from a position on. */
  Line await(String what, Duration within, int from, Predicate<String> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (lines) {
      int next = from;
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next).text)) {
            return lines.get(next);
          }
        }
        long left = deadline - System.nanoTime();
        boolean over = !reader.isAlive() && next == lines.size();
        if (left <= 0 || over) {
          throw new AssertionError(
              name + (over ? " ended" : " did not print within " + within) + ": " + what);
        }
        lines.wait(Math.min(200, Math.max(1, left / 1_000_000)));
      }
    }
  }

  /** Sends a signal such as {@code INT}. */
  void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + signal + " " + name + " gave " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@code kill -9}, and waits until it is gone. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitEnd(FAREWELL);
  }

  /** Its exit code; waits for its end, and fails if it does not come. */
  int awaitEnd(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " has not ended within " + within);
      }
      reader.join(2000);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Asks it to end as a service manager would, and insists after some seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        throw new AssertionError(name + " did not end within " + FAREWELL + " of SIGTERM");
      }
      reader.join(2000);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** A test begins: what ended before has nothing to do with it. */
  static void forgetEnded() {
    KNOWN.removeIf(program -> !program.isAlive());
  }

  /** The last lines of each, for the report of a failure. */
  static String lastWords() {
    StringBuilder text = new StringBuilder();
    for (Program program : KNOWN) {
      List<Line> lines = program.lines();
      text.append("---- ").append(program.name).append(", pid ").append(program.pid());
      text.append(program.isAlive() ? ", running" : ", ended").append("; its last lines:\n");
      lines
          .subList(Math.max(0, lines.size() - SHOWN), lines.size())
          .forEach(line -> text.append(line.at).append(' ').append(line.text).append('\n'));
    }
    return text.toString();
  }
}
