package org.perfectstorm.agent;

import java.time.Duration;
import org.perfectstorm.client.Servers;
import org.perfectstorm.model.Durations;
import picocli.CommandLine.Option;

/** Whether an agent takes jobs, and how many. */
public final class JobOptions {
  @Option(
      names = {"-p", "--with-procedure-runner"},
      description = "run procedures of this agent's type: commands to its cloud")
  private boolean on;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many procedures run at a time (default 4)")
  private int most;

  @Option(
      names = "--job-timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "how long a procedure may run that says nothing of it itself, such as 90s or 2h"
              + " (default 1h)")
  private String timeout;

  /** Whether it takes any. */
  public boolean isOn() {
    return on;
  }

  /**
   * How many run at a time.
   *
   * @throws IllegalArgumentException if that cannot be; the message is for people
   */
  public int most() {
    if (most < 1 || most > 1000) {
      throw new IllegalArgumentException("--jobs: expected a number from 1 to 1000, got " + most);
    }
    return most;
  }

  private Duration usual() {
    Duration usual = Durations.read(timeout);
    if (usual == null) {
      throw new IllegalArgumentException(
          "--job-timeout: expected a time like 90s or 2h, got " + timeout);
    }
    return usual;
  }

  /**
   * Looks whether the options can be.
   *
   * @throws IllegalArgumentException if not; the message is for people
   */
  public void check() {
    most();
    usual();
  }

  /** What runs the jobs of a type, as these options say. */
  public JobRunner runner(Procedures procedures, String type, Servers stormd) {
    return new JobRunner(procedures, type, stormd, most(), usual());
  }
}
