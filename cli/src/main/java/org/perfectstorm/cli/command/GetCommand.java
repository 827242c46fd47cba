package org.perfectstorm.cli.command;

import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Pager;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Shows one object as a whole. */
public abstract class GetCommand implements Command {
  private final Kind kind;
  private final Look look;

  /** Shows objects of a kind. */
  protected GetCommand(Kind kind, Look look) {
    this.kind = kind;
    this.look = look;
  }

  @Override
  public final String name() {
    return "get";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "Name or id of the " + kind.word() + "."));
    spec.addOption(Options.format());
  }

  @Override
  public final int run(ParseResult arguments, Session session) {
    Format format = Options.format(arguments, Format.YAML);
    Doc doc = get(session.client(), Options.parameter(arguments));
    Pager.show(session.terminal(), format.one(doc, look, session.style()));
    return 0;
  }

  private Doc get(Client client, String key) {
    try {
      return client.get(kind, key);
    } catch (NotFound e) {
      if (kind == Kind.RESOURCE) {
        Namesakes.check(client, key);
      }
      throw e;
    }
  }
}
