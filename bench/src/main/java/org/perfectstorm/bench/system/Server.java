package org.perfectstorm.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** A stormd in a process of its own, started by its launcher. */
final class Server implements AutoCloseable {
  private static final int SYNCED_AT_ONCE = 2_000;

  private final Process process;
  private final Address address;

  private Server(Process process, Address address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param javaOptions for its JVM, such as {@code -Xmx512m}
   */
  static Server start(Path root, Path data, String javaOptions) throws IOException {
    return start(root, javaOptions, "--data", data.toString());
  }

  /** As {@link #start(Path, Path, String)}, on a MongoDB. */
  static Server onMongo(Path root, String address) throws IOException {
    return start(root, "", "--mongodb", address);
  }

  private static Server start(Path root, String javaOptions, String option, String value)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("bin/stormd").toString(), "-p", "0", option, value)
            .redirectErrorStream(true);
    builder.environment().put("STORMD_JAVA_OPTIONS", javaOptions);
    Process process = builder.start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int place = line.indexOf("Listening at: http://");
      if (place >= 0) {
        drain(lines);
        return new Server(
            process, Address.parse(line.substring(place + "Listening at: http://".length())));
      }
    }
    throw new IOException("stormd ended with " + process.exitValue());
  }

  /** Its request log must be read, or it would be dropped at some cost. */
  private static void drain(BufferedReader lines) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                char[] buffer = new char[1 << 16];
                while (lines.read(buffer) >= 0) {
                  // Not needed.
                }
              } catch (IOException e) {
                // It ended.
              }
            });
  }

  Address address() {
    return address;
  }

  /** Memory that the process holds, in MB. */
  long residentMegabytes() {
    return residentMegabytes(process);
  }

  /** Memory that a process holds, in MB. */
  static long residentMegabytes(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum()
          >> 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Processor time that it took so far, in seconds: what others do on the machine changes little.
   */
  double processorSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Syncs so many tasks as one agent; answers the agent's id. */
  String fill(int tasks) {
    try (Client client = new Client(address)) {
      Doc agent =
          client.create(Kind.AGENT, Doc.of("type", "bench", "name", "bench", "status", "online"));
      Tasks some = new Tasks(1);
      for (int from = 0; from < tasks; from += SYNCED_AT_ONCE) {
        Object[] batch = new Object[Math.min(SYNCED_AT_ONCE, tasks - from)];
        for (int i = 0; i < batch.length; i++) {
          batch[i] = some.one(from + i);
        }
        client.sync(
            agent.text("id"), Doc.of("full", false, "resources", Arr.of(batch), "gone", Arr.EMPTY));
      }
      return agent.text("id");
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
