package org.perfectstorm.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that an agent touches while it is at work, so that something outside, such as a
 * container's health check, sees whether it hangs. That a cloud or stormd is away is no illness of
 * the agent: it goes on trying, and starting it anew would help nobody.
 */
public final class Pulse {
  private static final Logger log = LoggerFactory.getLogger(Pulse.class);

  /** The environment's variable that names the file; without it there is no pulse. */
  private static final String VARIABLE = "STORM_PULSE";

  /** Longer than any round, with all its deadlines. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  /** Whoever rests longer is felt meanwhile. */
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  /** Null if nobody wants to know. */
  private final Path file;

  private final Duration between;

  private boolean failed;

  /**
   * @param file what is touched, null for nothing
   */
  Pulse(Path file) {
    this(file, BETWEEN);
  }

  /**
   * @param between two beats of who rests
   */
  Pulse(Path file, Duration between) {
    this.file = file;
    this.between = between;
  }

  /** The one that the environment asks for. */
  static Pulse ofEnvironment() {
    String file = System.getenv(VARIABLE);
    return new Pulse(file == null || file.isBlank() ? null : Path.of(file));
  }

  /** Called in each round. */
  void beat() {
    if (file == null) {
      return;
    }
    try {
      if (Files.notExists(file)) {
        Files.createFile(file);
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        log.warn("{}: cannot touch {}: {}", VARIABLE, file, e.toString());
      }
      failed = true;
    }
  }

  /** Waits for a ring, beating; whether there was one. */
  boolean rest(Bell bell, Duration longest) throws InterruptedException {
    Duration left = longest;
    while (left.compareTo(between) > 0) {
      if (bell.await(between)) {
        return true;
      }
      beat();
      left = left.minus(between);
    }
    return bell.await(left);
  }

  /** Whether a file was touched lately. */
  static boolean isLately(Path file, Instant now) {
    try {
      Instant last = Files.getLastModifiedTime(file).toInstant();
      return last.isAfter(now.minus(SILENCE));
    } catch (IOException e) {
      return false;
    }
  }

  /** Exits with 0 if the agent whose pulse the environment names is at work, else with 1. */
  public static void main(String[] args) {
    String file = System.getenv(VARIABLE);
    System.exit(file != null && isLately(Path.of(file), Instant.now()) ? 0 : 1);
  }
}
