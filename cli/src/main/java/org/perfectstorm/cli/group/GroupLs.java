package org.perfectstorm.cli.group;

import java.util.List;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl group ls}. */
public final class GroupLs extends ListCommand {
  /** The command. */
  public GroupLs() {
    super("ls", Look.GROUP);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Options.help(spec, "Lists groups.", "stormctl group ls");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Groups();
  }

  private record Groups() implements Listing {
    @Override
    public String title() {
      return "groups";
    }

    @Override
    public List<Doc> read(Client client) {
      return client.list(Kind.GROUP);
    }

    @Override
    public boolean concerns(String kind) {
      return kind.equals("group");
    }
  }
}
