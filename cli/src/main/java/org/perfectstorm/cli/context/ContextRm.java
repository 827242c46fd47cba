package org.perfectstorm.cli.context;

import java.io.IOException;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.config.Contexts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl context rm}: forgets servers. */
public final class ContextRm implements Command {
  @Override
  public String name() {
    return "rm";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameters(1, "NAME", "The contexts."));
    Options.help(
        spec,
        "Forgets servers. If one of them was in use, the stormd of this machine is again.",
        "stormctl context rm lab");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    Contexts contexts = Contexts.of(session.terminal());
    int exitCode = 0;
    for (String name : Options.parameters(arguments)) {
      if (contexts.addresses().containsKey(name)) {
        contexts.remove(name);
      } else {
        session.terminal().say("stormctl: there is no context " + name);
        exitCode = 1;
      }
    }
    contexts.write();
    return exitCode;
  }
}
