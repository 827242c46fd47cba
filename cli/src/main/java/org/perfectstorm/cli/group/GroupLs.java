package org.perfectstorm.cli.group;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
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
    Filter.declare(spec, "groups");
    Options.help(spec, "Lists groups.", "stormctl group ls");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.GROUP, Filter.query(Kind.GROUP, arguments));
  }
}
