package org.perfectstorm.cli.group;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl group get}: one group with its query. */
public final class GroupGet extends GetCommand {
  /** The command. */
  public GroupGet() {
    super(Kind.GROUP, Look.GROUP);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one group: its query, what is pinned, its services.",
        "stormctl group get redis");
  }
}
