package org.perfectstorm.cli.agent;

import org.perfectstorm.cli.command.GetCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stormctl agent get}. */
public final class AgentGet extends GetCommand {
  /** The command. */
  public AgentGet() {
    super(Kind.AGENT, Look.AGENT);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(
        spec,
        "Shows one agent: its state, its last heartbeat, its options.",
        "stormctl agent get swarm-j7qt6ftt5nzsdfw0dtp7oquf7");
  }
}
