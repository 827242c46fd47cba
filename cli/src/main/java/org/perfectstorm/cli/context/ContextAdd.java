package org.perfectstorm.cli.context;

import java.io.IOException;
import java.util.regex.Pattern;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.config.Contexts;
import org.perfectstorm.client.Servers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl context add}: gives a server a name. */
public final class ContextAdd implements Command {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Override
  public String name() {
    return "add";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "How to call it."));
    spec.addPositional(
        Options.second("HOST[:PORT]", "Where stormd is; several with commas between."));
    spec.addOption(Options.flag("Use it from now on.", "--use"));
    Options.help(
        spec,
        "Gives a server a name, or a name another server. The names are kept in"
            + " $XDG_CONFIG_HOME/stormctl/contexts (usually ~/.config/stormctl/contexts).",
        "stormctl context add prod swarm-manager",
        "stormctl context add prod one:28482,two:28482",
        "stormctl context add lab 10.77.0.1:28482 --use");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    String name = Options.parameter(arguments);
    String address = Options.second(arguments);
    if (name.equals(Contexts.DEFAULT) || !NAME.matcher(name).matches()) {
      throw Failure.usage(
          "NAME: expected letters, digits, dots, dashes, and not \"default\", which is the stormd"
              + " of this machine; not \""
              + name
              + "\"");
    }
    Servers parsed;
    try {
      parsed = Servers.parse(address);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(e.getMessage());
    }
    Contexts contexts = Contexts.of(session.terminal());
    contexts.put(name, parsed.toString());
    if (Options.has(arguments, "--use")) {
      contexts.use(name);
    }
    contexts.write();
    if (Options.has(arguments, "--use")) {
      ContextUse.warn(session);
    }
    return 0;
  }
}
