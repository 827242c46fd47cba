package org.perfectstorm.cli.agent;

import java.util.List;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
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
    Options.help(
        spec,
        "Lists agents, and what keeps them from their work, if anything does.",
        "stormctl agent ls");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Agents();
  }

  private record Agents() implements Listing {
    @Override
    public String title() {
      return "agents";
    }

    @Override
    public List<Doc> read(Client client) {
      return client.list(Kind.AGENT);
    }

    @Override
    public boolean concerns(String kind) {
      return kind.equals("agent");
    }
  }
}
