package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job ls}. */
public final class JobLs extends ListCommand {
  /** The command. */
  public JobLs() {
    super("ls", Look.JOB);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "jobs", "type", "status");
    Options.help(
        spec,
        "Lists jobs, the oldest first.",
        "stormctl job ls",
        "stormctl job ls --status pending,running --watch",
        "stormctl job ls -Q '{procedure: mysql, status: error}' -q");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.JOB, Filter.query(arguments));
  }
}
