package org.perfectstorm.cli.agent;

import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.RmCommand;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl agent rm}: asks before resources go with their agent. */
public final class AgentRm extends RmCommand {
  /** The command. */
  public AgentRm() {
    super(Kind.AGENT);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    spec.addOption(Options.flag("Do not ask.", "-y", "--yes"));
    Options.help(
        spec,
        "Removes agents, and with each all resources that it found. Asks first if there are any.",
        "stormctl agent rm swarm-j7qt6ftt5nzsdfw0dtp7oquf7");
  }

  @Override
  protected boolean confirm(String key, ParseResult arguments, Session session) throws Exception {
    if (Options.has(arguments, "-y")) {
      return true;
    }
    Doc agent = session.client().get(Kind.AGENT, key);
    int owned = session.client().list(Kind.RESOURCE, Doc.of("owner", agent.text("id"))).size();
    if (owned == 0) {
      return true;
    }
    String what = "agent " + key + " owns " + owned + " resources, which will be removed with it";
    if (!session.terminal().canAsk()) {
      throw Failure.because(what + ": say --yes if that is meant");
    }
    String answer = session.terminal().ask(what + ". Remove it? [y/N] ");
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }
}
