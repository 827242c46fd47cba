package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl job rm}. */
public final class JobRm extends RmCommand {
  /** The command. */
  public JobRm() {
    super(Kind.JOB);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Removes jobs. One that runs goes on running; 'stormctl job cancel' ends it.",
        "stormctl job rm job-5zmvMBQUvhzTV7KNe1UE8o",
        "stormctl job rm $(stormctl job ls --status done -q)");
  }
}
