package org.perfectstorm.provider.docker.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.perfectstorm.agent.JobOptions;
import picocli.CommandLine.Option;

/** Which docker commands procedures may run, and with what program. */
public final class CommandOptions {
  @Option(names = "--read-only", description = "with -p: only docker commands that change nothing")
  private boolean readOnly;

  @Option(
      names = "--allow",
      paramLabel = "WORDS",
      description =
          "with -p: only docker commands that begin with these words, such as 'service scale';"
              + " may be given several times")
  private List<String> allow = List.of();

  @Option(
      names = "--docker",
      paramLabel = "PROGRAM",
      defaultValue = "docker",
      description = "the docker command line that runs them (default docker)")
  private String docker;

  /** Whether nothing may be changed. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /**
   * Which commands may run.
   *
   * @throws IllegalArgumentException if the options contradict each other; the message is for
   *     people
   */
  public Allowance allowance(JobOptions jobs) {
    if (!jobs.isOn() && (readOnly || !allow.isEmpty())) {
      throw new IllegalArgumentException(
          "--read-only and --allow say what -p may run; there is no -p");
    }
    try {
      return Allowance.of(readOnly, allow);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--allow: " + e.getMessage(), e);
    }
  }

  /**
   * The command line.
   *
   * @param connection its options that say where the engine is now
   * @throws IllegalArgumentException if there is none; the message is for people
   */
  public DockerCommand docker(Map<String, String> environment, Supplier<List<String>> connection) {
    Path program = DockerCommand.find(docker, environment.get("PATH"));
    if (program == null) {
      throw new IllegalArgumentException(
          "-p: runs procedures with the docker command line, and there is no program "
              + docker
              + " (--docker)");
    }
    return new DockerCommand(program, connection);
  }
}
