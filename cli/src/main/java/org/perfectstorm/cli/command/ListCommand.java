package org.perfectstorm.cli.command;

import java.util.List;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Shows many objects, once or for as long as one likes to watch. */
public abstract class ListCommand implements Command {
  private final String name;
  private final Look look;

  /**
   * @param name the word by which it is called
   * @param look what the objects look like in a table
   */
  protected ListCommand(String name, Look look) {
    this.name = name;
    this.look = look;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Options.flag("Print ids only, one a line.", "-q", "--quiet"));
    spec.addOption(Options.format());
    spec.addOption(Options.flag("Stay, and show every change as it happens.", "-w", "--watch"));
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    Format format = format(arguments);
    Look look = look(arguments);
    Listing listing = listing(arguments);
    if (Options.has(arguments, "-w")) {
      return new Watch(session, format, look, listing).run();
    }
    List<Doc> docs = listing.read(session.client(), format.fields(look));
    session.terminal().print(format.list(docs, look, session.style()));
    return 0;
  }

  /** What the objects look like in a table, when that is asked for with some arguments. */
  protected Look look(ParseResult arguments) {
    return look;
  }

  /** The form that is asked for. */
  protected static Format format(ParseResult arguments) {
    return Options.has(arguments, "-q") ? Format.ID : Options.format(arguments, Format.TABLE);
  }

  /** What is listed, when it is asked for with some arguments. */
  protected abstract Listing listing(ParseResult arguments);
}
