package org.perfectstorm.server;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where the embedded store lives. */
final class DataFolder {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of the embedded store"
              + " (STORM_DATA; default $XDG_STATE_HOME/perfect-storm/stormd).")
  private String data;

  /** Whether the option was given. */
  boolean isGiven() {
    return data != null;
  }

  /** The folder: of the option, the environment, or the usual one. */
  Path path() {
    String named = data != null ? data : Environment.get("STORM_DATA");
    try {
      if (named != null) {
        return Path.of(named).toAbsolutePath().normalize();
      }
      String state = Environment.get("XDG_STATE_HOME");
      Path base =
          state != null && Path.of(state).isAbsolute()
              ? Path.of(state)
              : Path.of(System.getProperty("user.home"), ".local", "state");
      return base.resolve("perfect-storm").resolve("stormd");
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "--data: no folder can have this name: " + e.getReason());
    }
  }
}
