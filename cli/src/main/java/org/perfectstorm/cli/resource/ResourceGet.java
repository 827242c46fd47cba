package org.perfectstorm.cli.resource;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl resource get}: one resource with its snapshot. */
public final class ResourceGet extends GetCommand {
  /** The command. */
  public ResourceGet() {
    super(Kind.RESOURCE, Look.RESOURCE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one resource as a whole, with all that its cloud says about it.",
        "stormctl resource get web.1");
  }
}
