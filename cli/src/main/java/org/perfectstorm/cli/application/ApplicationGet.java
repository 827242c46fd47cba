package org.perfectstorm.cli.application;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl application get}. */
public final class ApplicationGet extends GetCommand {
  /** The command. */
  public ApplicationGet() {
    super(Kind.APPLICATION, Look.APPLICATION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one application: its groups, the links between them, what it exposes.",
        "stormctl application get blog");
  }
}
