package org.perfectstorm.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Which process acts for an agent, so that a second one with the same name sees that there is
 * another.
 *
 * @param host its machine's name, for people
 * @param pid its number there
 * @param place where that number means something: one start of one machine, and there one
 *     container's processes; unlike any other's where that is not known
 * @param token tells it from others with the same number
 */
record Instance(String host, long pid, String place, String token) {
  private static final String UNKNOWN = UUID.randomUUID().toString().substring(0, 8);

  /** This process; another one each time, as if it had started anew. */
  static Instance own() {
    return new Instance(
        read("/proc/sys/kernel/hostname", "localhost"),
        ProcessHandle.current().pid(),
        here(),
        UUID.randomUUID().toString().substring(0, 8));
  }

  private static String here() {
    try {
      String start = read("/proc/sys/kernel/random/boot_id", UNKNOWN);
      String processes = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return start.substring(0, 8) + "-" + processes.replaceAll("\\D", "");
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  private static String read(String file, String otherwise) {
    try {
      String text = Files.readString(Path.of(file)).strip();
      return text.isEmpty() ? otherwise : text;
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** From its text; null if it is none of ours. */
  static Instance parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      return parts.length == 4
          ? new Instance(parts[0], Long.parseLong(parts[1]), parts[2], parts[3])
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether that process, of which it is only known what it called itself, surely has ended. */
  static boolean isDead(String text) {
    Instance instance = parse(text);
    return instance != null
        && instance.place.equals(here())
        && ProcessHandle.of(instance.pid).isEmpty();
  }

  /** {@code process 4711 on manager-1}. */
  static String forPeople(String text) {
    Instance instance = parse(text);
    return instance == null
        ? "process " + text
        : "process " + instance.pid + " on " + instance.host;
  }

  @Override
  public String toString() {
    return host + "/" + pid + "/" + place + "/" + token;
  }
}
