package org.perfectstorm.cli.procedure;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl procedure ls}. */
public final class ProcedureLs extends ListCommand {
  /** The command. */
  public ProcedureLs() {
    super("ls", Look.PROCEDURE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "procedures", "type");
    Options.help(
        spec,
        "Lists procedures.",
        "stormctl procedure ls",
        "stormctl procedure ls --type swarm -o name");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.PROCEDURE, Filter.query(Kind.PROCEDURE, arguments));
  }
}
