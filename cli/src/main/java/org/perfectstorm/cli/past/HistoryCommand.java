package org.perfectstorm.cli.past;

import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl resource history} and {@code stormctl group history}: change by change. */
public final class HistoryCommand implements Command {
  private final Kind kind;

  /**
   * @param kind resource or group
   */
  public HistoryCommand(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public void declare(CommandSpec spec) {
    String noun = kind.word();
    spec.addPositional(Options.parameter("NAME", "Name or id of the " + noun + "."));
    spec.addOption(Options.value("COUNT", "The last so many changes (20).", "-n", "--last"));
    spec.addOption(Options.value("FORMAT", "Print as table, json or yaml.", "-o", "--output"));
    Options.help(
        spec,
        kind == Kind.GROUP
            ? "Shows how a group changed, and who joined and left it; also of one that is gone."
            : "Shows how a resource changed; also of one that is gone.",
        "stormctl " + noun + " history " + (kind == Kind.GROUP ? "redis" : "redis-cache.1"),
        "stormctl " + noun + " history redis --last 100 -o json");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    Format format = Options.format(arguments, Format.TABLE);
    String name = Options.parameter(arguments);
    // One more, so that the first that is shown can be compared.
    int count = (int) Options.number(arguments, "--last", 1, 1_000, 20);
    List<Doc> changes = session.client().history(kind, name, Math.min(1_000, count + 1));
    if (format == Format.JSON || format == Format.YAML) {
      List<Doc> last = changes.subList(Math.max(0, changes.size() - count), changes.size());
      session.terminal().print(format.list(last, Look.EVENT, session.style()));
    } else {
      session.terminal().print(lines(changes, count));
    }
    return 0;
  }

  private static String lines(List<Doc> changes, int count) {
    StringBuilder lines = new StringBuilder();
    Doc before = null;
    for (int i = 0; i < changes.size(); i++) {
      Doc change = changes.get(i);
      if (i >= changes.size() - count) {
        lines.append(line(change, before)).append('\n');
      }
      if (change.get("object") instanceof Doc object) {
        before = object;
      }
    }
    return lines.toString();
  }

  private static String line(Doc change, Doc before) {
    String date = change.text("date");
    String what = change.text("event_type");
    String event = change.get("event") == null ? "?" : change.get("event").toString();
    String text =
        "%8s   %-20s   %-7s   %s"
            .formatted(
                event,
                date == null ? "before" : date.replaceFirst("\\.[0-9]+", ""),
                what,
                details(change, before));
    return Plain.line(text.stripTrailing());
  }

  private static String details(Doc change, Doc before) {
    if (change.has("resource")) {
      List<String> names = change.texts("resource_names");
      return names.isEmpty() ? change.text("resource") : names.getFirst();
    }
    if (!(change.get("object") instanceof Doc after)) {
      return "";
    }
    if (before != null) {
      return Differences.text(before, after);
    }
    return after.has("status") ? "status: " + Differences.value(after.get("status")) : "";
  }
}
