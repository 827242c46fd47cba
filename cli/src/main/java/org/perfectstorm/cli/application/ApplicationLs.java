package org.perfectstorm.cli.application;

import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl application ls}. */
public final class ApplicationLs extends ListCommand {
  /** The command. */
  public ApplicationLs() {
    super("ls", Look.APPLICATION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "applications");
    Options.help(spec, "Lists applications.", "stormctl application ls");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Objects(Kind.APPLICATION, Filter.query(Kind.APPLICATION, arguments));
  }
}
