package org.perfectstorm.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stormd health}: for the health checks of containers and the like. */
@Command(
    name = "health",
    description = "Asks a stormd whether it is well: exits with 0 if it answers that, else with 1.",
    footer = {"", "Examples:", "  stormd health", "  stormd health -C storm.example.com:28482"},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class HealthCommand implements Callable<Integer> {
  private static final int PATIENCE_MILLIS = 5_000;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-C", "--connect"},
      paramLabel = "HOST[:PORT]",
      description = "Where it listens (default ${DEFAULT-VALUE}).")
  private String server = "127.0.0.1:28482";

  @Override
  public Integer call() {
    Bind place;
    try {
      place = Bind.parse(server, 28_482).getFirst();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "-C: " + e.getMessage());
    }
    String trouble = trouble(place);
    if (trouble == null) {
      return 0;
    }
    spec.commandLine().getErr().println("stormd at " + place + ": " + trouble);
    return 1;
  }

  private static String trouble(Bind place) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(place.url() + "/health").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        int status = connection.getResponseCode();
        return status == 200 ? null : "answers " + status;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
