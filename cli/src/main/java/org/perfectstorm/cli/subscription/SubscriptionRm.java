package org.perfectstorm.cli.subscription;

import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl subscription rm}. */
public final class SubscriptionRm extends RmCommand {
  /** The command. */
  public SubscriptionRm() {
    super(Kind.SUBSCRIPTION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Removes subscriptions: what happens to the group starts no further job.",
        "stormctl subscription rm sub-5zmvMBQUvhzTV7KNe1UE8o");
  }
}
