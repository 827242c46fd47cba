package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Unreachable;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job cancel}: ends jobs before their time. */
public final class JobCancel implements Command {
  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameters(1, "ID", "The jobs."));
    Options.help(
        spec,
        "Ends jobs before their time: those that wait at once, those that run as soon as their"
            + " agent has stopped them, within 30 s.",
        "stormctl job cancel job-5zmvMBQUvhzTV7KNe1UE8o",
        "stormctl job cancel $(stormctl job ls --status pending -q)");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    int exitCode = 0;
    for (String id : Options.parameters(arguments)) {
      try {
        session.client().act(Kind.JOB, id, "cancel", Doc.EMPTY);
      } catch (Unreachable e) {
        throw e;
      } catch (ClientException e) {
        session.terminal().say("stormctl: job " + id + ": " + e.getMessage());
        exitCode = 1;
      }
    }
    return exitCode;
  }
}
