package org.perfectstorm.cli.resource;

import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl resource ls}: everything, as a tree. */
public final class ResourceLs extends ListCommand {
  /** The command. */
  public ResourceLs() {
    super("ls", Look.RESOURCE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec);
    Options.help(
        spec,
        "Lists resources as a tree: clusters, their nodes and services, their tasks.",
        "stormctl resource ls",
        "stormctl resource ls --type swarm-task --status running --watch",
        "stormctl resource ls -Q '{image: {$regex: \"^redis:\"}}' -o name");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Resources(Filter.query(arguments));
  }

  private record Resources(Doc query) implements Listing {
    @Override
    public String title() {
      return "resources";
    }

    @Override
    public List<Doc> read(Client client) {
      return client.list(Kind.RESOURCE, query);
    }

    @Override
    public boolean concerns(String kind) {
      return kind.equals("resource");
    }
  }
}
