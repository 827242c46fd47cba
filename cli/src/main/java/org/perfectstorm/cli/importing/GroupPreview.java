package org.perfectstorm.cli.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Kind;
import org.perfectstorm.text.Mistake;
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
    spec.addOption(
        Options.values("FILE", "A YAML file with groups; - for standard input.", "-f", "--file"));
    Options.help(
        spec,
        "Shows which resources would join (+) and leave (-) the groups of a file if it were"
            + " imported. Changes nothing.",
        "stormctl group preview -f groups.yaml");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    List<String> files = List.of(Options.texts(arguments, "-f"));
    if (files.isEmpty()) {
      throw Failure.usage("preview what? -f FILE is missing");
    }
    List<Mistake> refusals = new ArrayList<>();
    for (Item item : Import.read(files, session).items()) {
      if (item.kind() == Kind.GROUP) {
        try {
          show(item.key(), session.client().preview(item.object()), session);
        } catch (Refused e) {
          refusals.addAll(Import.places(item, e));
        }
      }
    }
    Import.fail(refusals, "");
    return 0;
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
