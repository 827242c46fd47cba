package org.perfectstorm.cli.procedure;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl procedure get}. */
public final class ProcedureGet extends GetCommand {
  /** The command. */
  public ProcedureGet() {
    super(Kind.PROCEDURE, Look.PROCEDURE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one procedure: its template, parameters and options.",
        "stormctl procedure get mysql");
  }
}
