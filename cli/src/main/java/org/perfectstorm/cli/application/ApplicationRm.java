package org.perfectstorm.cli.application;

import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl application rm}. */
public final class ApplicationRm extends RmCommand {
  /** The command. */
  public ApplicationRm() {
    super(Kind.APPLICATION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Removes applications. Their groups and procedures stay.",
        "stormctl application rm blog");
  }
}
