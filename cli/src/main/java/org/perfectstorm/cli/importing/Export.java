package org.perfectstorm.cli.importing;

import java.util.Arrays;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl export}: writes what can be imported again. */
public final class Export implements Command {
  @Override
  public String name() {
    return "export";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Options.parameters(
            0,
            "[KIND [NAME...]]",
            "application, group or procedure, and the names of those to write; all without them."));
    spec.addOption(Options.value("FORMAT", "Write yaml or json.", "-o", "--output"));
    Options.help(
        spec,
        "Writes groups, procedures and applications as YAML that imports to the same. Applications"
            + " have the groups and procedures that they brought in them.",
        "stormctl export > everything.yaml",
        "stormctl export application blog",
        "stormctl --context prod export group redis | stormctl --context lab import -f -");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    String[] words = Options.parameters(arguments);
    Format format = Options.format(arguments, Format.YAML);
    if (format != Format.YAML && format != Format.JSON) {
      throw Failure.usage("-o: expected yaml or json");
    }
    Kind kind = words.length == 0 ? null : kind(words[0]);
    String[] names = words.length == 0 ? words : Arrays.copyOfRange(words, 1, words.length);
    List<Doc> documents;
    try {
      documents = session.client().export(kind, names);
    } catch (NotFound e) {
      throw Failure.because(
          "there is no " + kind.word() + " " + String.join(", or no ", names) + ", or several");
    }
    session.terminal().print(text(documents, format, session));
    return 0;
  }

  private static String text(List<Doc> documents, Format format, Session session) {
    if (format == Format.JSON) {
      return format.list(documents, Look.GROUP, session.style());
    }
    if (documents.isEmpty()) {
      // A file that imports as nothing; an empty one is a mistake.
      return "[]\n";
    }
    StringBuilder text = new StringBuilder();
    for (Doc document : documents) {
      text.append(text.isEmpty() ? "" : "---\n");
      text.append(format.one(document, Look.GROUP, session.style()));
    }
    return text.toString();
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.IN_FILES) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw Failure.usage("KIND: expected application, group or procedure, not \"" + word + "\"");
  }
}
