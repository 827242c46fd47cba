package org.perfectstorm.provider.docker.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which docker commands procedures may run: those that begin with the words of a prefix. Words are
 * compared, not characters: {@code service scale} allows neither {@code service scale-all} nor
 * {@code --host elsewhere service scale}.
 */
public final class Allowance {
  /**
   * What only looks at a swarm and its engine. Not among them: what shows keys ({@code swarm
   * join-token}), reads files of this machine ({@code stack config}) or asks others ({@code
   * search}).
   */
  private static final List<List<String>> READING =
      Stream.of(
              "config inspect|ls|list",
              "container inspect|ls|list|ps|logs|top|stats|port|diff",
              "image inspect|ls|list|history",
              "network inspect|ls|list",
              "node inspect|ls|list|ps",
              "plugin inspect|ls|list",
              "secret inspect|ls|list",
              "service inspect|ls|list|ps|logs",
              "stack ls|list|ps|services",
              "system df|events|info",
              "volume inspect|ls|list")
          .map(line -> line.split(" "))
          .flatMap(line -> Stream.of(line[1].split("\\|")).map(verb -> List.of(line[0], verb)))
          .toList();

  private static final List<List<String>> READING_SHORT =
      Stream.of(
              "diff", "events", "history", "images", "info", "inspect", "logs", "port", "ps",
              "stats", "top", "version")
          .map(List::of)
          .toList();

  /** Whatever there is. */
  public static final Allowance ALL = new Allowance(false, List.of());

  private final boolean readOnly;
  private final List<List<String>> prefixes;

  private Allowance(boolean readOnly, List<List<String>> prefixes) {
    this.readOnly = readOnly;
    this.prefixes = prefixes;
  }

  /**
   * What the options say.
   *
   * @param readOnly whether only commands that change nothing are allowed
   * @param prefixes the beginnings of commands that are allowed, split as a shell would; none
   *     allows all
   * @throws IllegalArgumentException if a prefix has no words or begins with docker; the message is
   *     for people
   */
  public static Allowance of(boolean readOnly, List<String> prefixes) {
    List<List<String>> read = new ArrayList<>();
    for (String prefix : prefixes) {
      List<String> words;
      try {
        words = ShellWords.of(prefix);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("\"" + prefix + "\": " + e.getMessage(), e);
      }
      if (words.isEmpty() || words.getFirst().isEmpty()) {
        throw new IllegalArgumentException(
            "expected the beginning of a command, such as 'service scale'");
      }
      if (words.getFirst().equals("docker")) {
        throw new IllegalArgumentException(
            "\"" + prefix + "\": commands stand without the word docker");
      }
      read.add(words);
    }
    return new Allowance(readOnly, List.copyOf(read));
  }

  /**
   * Why a procedure may not run, for people; null if it may.
   *
   * @param commands the words of all its commands
   */
  public String objection(List<List<String>> commands) {
    for (int i = 0; i < commands.size(); i++) {
      List<String> command = commands.get(i);
      String which = "command " + (i + 1) + " (" + beginning(command) + ") is not allowed here: ";
      if (readOnly && !begins(command, READING) && !begins(command, READING_SHORT)) {
        return which + "this agent only runs what changes nothing (--read-only)";
      }
      if (!prefixes.isEmpty() && !begins(command, prefixes)) {
        return which
            + "this agent only runs "
            + String.join(", ", prefixes.stream().map(words -> String.join(" ", words)).toList())
            + " (--allow)";
      }
    }
    return null;
  }

  /** As much as says what it is; the rest may hold secrets. */
  private static String beginning(List<String> command) {
    return String.join(" ", command.subList(0, Math.min(2, command.size())));
  }

  private static boolean begins(List<String> command, List<List<String>> prefixes) {
    return prefixes.stream()
        .anyMatch(
            prefix ->
                command.size() >= prefix.size()
                    && command.subList(0, prefix.size()).equals(prefix));
  }
}
