package org.perfectstorm.cli.group;

import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl group rm}. */
public final class GroupRm extends RmCommand {
  /** The command. */
  public GroupRm() {
    super(Kind.GROUP);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Removes groups. Their members stay: resources belong to their cloud.",
        "stormctl group rm redis-3 redis-4");
  }
}
