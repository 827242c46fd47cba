package org.perfectstorm.cli.importing;

import java.io.IOException;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl import}: brings stormd to what files describe, all of it or nothing. */
public final class Import implements Command {
  @Override
  public String name() {
    return "import";
  }

  @Override
  public void declare(CommandSpec spec) {
    Sources.declare(spec);
    spec.addOption(Options.flag("Show what would change, and change nothing.", "--dry-run"));
    spec.addOption(
        Options.value("FORMAT", "Print the changes as text, json or yaml.", "-o", "--output"));
    Options.help(
        spec,
        "Creates the groups, procedures and applications that YAML files describe, or changes them"
            + " where they exist, in one step: all of it or nothing. Prints what was created,"
            + " changed and left alone.",
        "stormctl import -f frontend.yaml",
        "stormctl import -f groups.yaml -f applications/ --dry-run",
        "stormctl import -f blog.yaml --prune",
        "cat groups.yaml | stormctl import -f -");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    String form = Options.text(arguments, "-o");
    Format format = form == null || form.equals("text") ? Format.TABLE : Format.named(form);
    if (format == null || format == Format.NAME || "table".equals(form)) {
      throw Failure.usage("-o: expected text, json or yaml, not \"" + form + "\"");
    }
    Sources sources = Sources.read("import", arguments, session);
    boolean dryRun = Options.has(arguments, "--dry-run");
    List<Doc> changes = sources.send(session, dryRun);
    if (format != Format.TABLE) {
      session.terminal().print(format.list(changes, Look.GROUP, session.style()));
      return 0;
    }
    StringBuilder text = new StringBuilder();
    for (Doc doc : changes) {
      Change change = new Change(doc);
      text.append(change.line(dryRun, session.style()));
      if (dryRun) {
        text.append(change.difference(session.style()));
      }
    }
    session.terminal().print(text.toString());
    return 0;
  }
}
