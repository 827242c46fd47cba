package org.perfectstorm.cli.command;

import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Unreachable;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Removes objects, each on its own: one that cannot be removed does not keep the others. */
public abstract class RmCommand implements Command {
  private final Kind kind;

  /** Removes objects of a kind. */
  protected RmCommand(Kind kind) {
    this.kind = kind;
  }

  @Override
  public final String name() {
    return "rm";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameters(1, "NAME", "Names or ids of what is to be removed."));
  }

  @Override
  public final int run(ParseResult arguments, Session session) throws Exception {
    int exitCode = 0;
    for (String key : Options.parameters(arguments)) {
      try {
        if (confirm(key, arguments, session)) {
          session.client().delete(kind, key);
        } else {
          exitCode = 1;
        }
      } catch (Unreachable e) {
        throw e;
      } catch (ClientException e) {
        session.terminal().say("stormctl: " + e.getMessage());
        exitCode = 1;
      }
    }
    return exitCode;
  }

  /** Whether to go on; asks if there is a reason to. */
  protected boolean confirm(String key, ParseResult arguments, Session session) throws Exception {
    return true;
  }
}
