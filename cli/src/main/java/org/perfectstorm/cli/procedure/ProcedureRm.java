package org.perfectstorm.cli.procedure;

import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl procedure rm}. */
public final class ProcedureRm extends RmCommand {
  /** The command. */
  public ProcedureRm() {
    super(Kind.PROCEDURE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Removes procedures, with their jobs and subscriptions.",
        "stormctl procedure rm mysql");
  }
}
