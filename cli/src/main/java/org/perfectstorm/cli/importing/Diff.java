package org.perfectstorm.cli.importing;

import java.io.IOException;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.terminal.Pager;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Unreachable;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl diff}: in what stormd differs from files. */
public final class Diff implements Command {
  @Override
  public String name() {
    return "diff";
  }

  @Override
  public void declare(CommandSpec spec) {
    Sources.declare(spec);
    Options.help(
        spec,
        "Shows what 'import' would change, as a unified diff, and changes nothing. Ends with 0 if"
            + " there is no difference, with 1 if there is one, with 2 if it could not be told.",
        "stormctl diff -f frontend.yaml",
        "stormctl diff -f applications/ --prune");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (Doc change : Sources.read("compare", arguments, session).send(session, true)) {
        text.append(new Change(change).difference(session.style()));
      }
    } catch (Failure e) {
      // As diff(1) has it: 1 says that there is a difference.
      throw Failure.usage(e.getMessage());
    } catch (ClientException e) {
      throw Failure.usage(e.getMessage() + (e instanceof Unreachable ? session.hint() : ""));
    }
    if (text.isEmpty()) {
      return 0;
    }
    Pager.show(session.terminal(), text.toString());
    return 1;
  }
}
