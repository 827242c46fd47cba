package org.perfectstorm.cli.resource;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
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
    Filter.declare(spec, "resources", "type", "status");
    Options.help(
        spec,
        "Lists resources as a tree: clusters, their nodes and services, their tasks.",
        "stormctl resource ls",
        "stormctl resource ls --type swarm-task --status running --watch",
        "stormctl resource ls -Q '{image: {$regex: \"^redis:\"}}' -o name");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.RESOURCE, Filter.query(Kind.RESOURCE, arguments));
  }
}
