package org.perfectstorm.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command line, talking to one stormd. */
record Stormctl(Stormd stormd) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Runs a command to its end; each argument as it is. */
  Command run(String... arguments) {
    return Command.run(LONGEST, environment(), command(List.of(arguments)));
  }

  /** Starts a command that goes on, such as one with {@code --watch}. */
  Program start(String name, String... arguments) {
    return Program.start(name, environment(), command(Arrays.asList(arguments)));
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.launcher("stormctl"));
    command.addAll(arguments);
    return command;
  }

  private Map<String, String> environment() {
    return Map.of("STORMD_HOST", stormd.address());
  }
}
