package org.perfectstorm.cli.agent;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl agent ls}. */
public final class AgentLs extends ListCommand {
  /** The command. */
  public AgentLs() {
    super("ls", Look.AGENT);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "agents", "type", "status");
    Options.help(
        spec,
        "Lists agents, and what keeps them from their work, if anything does.",
        "stormctl agent ls",
        "stormctl agent ls --status offline");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.AGENT, Filter.query(Kind.AGENT, arguments));
  }
}
