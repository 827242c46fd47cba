package org.perfectstorm.cli.importing;

import java.io.IOException;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl group preview}: who would join and leave, before a file is imported. */
public final class GroupPreview implements Command {
  @Override
  public String name() {
    return "preview";
  }

  @Override
  public void declare(CommandSpec spec) {
    Sources.declare(spec);
    Options.help(
        spec,
        "Shows which resources would join (+) and leave (-) the groups of files if they were"
            + " imported. Changes nothing.",
        "stormctl group preview -f groups.yaml");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    for (Doc change : Sources.read("preview", arguments, session).send(session, true)) {
      if (change.text("kind").equals("group") && change.get("after") instanceof Doc group) {
        show(name(change), session.client().preview(group), session);
      }
    }
    return 0;
  }

  private static String name(Doc change) {
    return change.text("name") == null ? "without a name" : Plain.line(change.text("name"));
  }

  private static void show(String group, Doc preview, Session session) {
    Arr joined = preview.arr("joined");
    Arr left = preview.arr("left");
    session
        .terminal()
        .print(
            group
                + ": "
                + preview.get("members")
                + " members, "
                + joined.size()
                + " would join, "
                + left.size()
                + " would leave\n"
                + lines("+ ", joined, session)
                + lines("- ", left, session));
  }

  private static String lines(String sign, Arr resources, Session session) {
    if (resources.isEmpty()) {
      return "";
    }
    List<Doc> docs = resources.stream().map(Doc.class::cast).toList();
    return Look.RESOURCE
        .lines(docs, session.style())
        .lines()
        .map(line -> sign + line + "\n")
        .reduce("", String::concat);
  }
}
