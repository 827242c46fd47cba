package org.perfectstorm.cli.context;

import java.io.IOException;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.config.Contexts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl context use}: which server is meant from now on. */
public final class ContextUse implements Command {
  @Override
  public String name() {
    return "use";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "The context."));
    Options.help(
        spec,
        "Uses a server from now on, in every terminal. \"default\" is the stormd of this machine."
            + " For a single command there is --context.",
        "stormctl context use prod",
        "stormctl --context prod status");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    String name = Options.parameter(arguments);
    Contexts contexts = Contexts.of(session.terminal());
    if (!name.equals(Contexts.DEFAULT) && !contexts.addresses().containsKey(name)) {
      throw Failure.because(
          "there is no context " + name + ": 'stormctl context add " + name + " HOST' makes it");
    }
    contexts.use(name.equals(Contexts.DEFAULT) ? null : name);
    contexts.write();
    warn(session);
    return 0;
  }

  /** What the environment says goes before the context. */
  static void warn(Session session) {
    String variable = session.terminal().environment("STORMD_HOST");
    if (!variable.isBlank()) {
      session.terminal().say("stormctl: STORMD_HOST is set to " + variable + " and goes before");
    }
  }
}
