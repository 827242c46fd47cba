package org.perfectstorm.cli.subscription;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl subscription get}. */
public final class SubscriptionGet extends GetCommand {
  /** The command. */
  public SubscriptionGet() {
    super(Kind.SUBSCRIPTION, Look.SUBSCRIPTION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one subscription: the group, the procedure, when it fires.",
        "stormctl subscription get sub-5zmvMBQUvhzTV7KNe1UE8o");
  }
}
