package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl job get}. */
public final class JobGet extends GetCommand {
  /** The command. */
  public JobGet() {
    super(Kind.JOB, Look.JOB);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one job: what it runs, where, for whom, and what came of it.",
        "stormctl job get job-5zmvMBQUvhzTV7KNe1UE8o");
  }
}
