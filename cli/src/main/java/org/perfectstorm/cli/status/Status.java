package org.perfectstorm.cli.status;

import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl status}: how many there are of everything, and how they are. */
public final class Status implements Command {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Options.value("FORMAT", "Print as table (text), json or yaml.", "-o", "--output"));
    Options.help(
        spec,
        "Shows how many members each group has, how many resources, jobs and agents there are, and"
            + " how they are.",
        "stormctl status",
        "stormctl status -o json");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    Format format = Options.format(arguments, Format.TABLE);
    if (format == Format.NAME) {
      throw Failure.usage("-o: expected table, json or yaml, not \"name\"");
    }
    Doc summary = session.client().status();
    session
        .terminal()
        .print(
            format == Format.TABLE
                ? text(summary)
                : format.one(summary, Look.GROUP, session.style()));
    return 0;
  }

  private static String text(Doc summary) {
    StringBuilder out = new StringBuilder("Groups:\n");
    for (Object group : summary.arr("groups")) {
      Doc counts = (Doc) group;
      out.append("- ").append(Look.name(counts)).append(": ").append(counts.get("total"));
      out.append(" resources").append(details(counts)).append('\n');
    }
    Doc resources = summary.doc("resources");
    int total = number(resources.get("total"));
    int inGroups = number(summary.get("in_groups"));
    out.append("\nResources:\n- Total: ").append(total).append(" resources");
    out.append(details(resources));
    out.append("\n- In groups: ").append(inGroups).append(" resources");
    out.append("\n- Not in groups: ").append(total - inGroups).append(" resources\n");
    for (String kind : List.of("jobs", "agents")) {
      Doc counts = summary.doc(kind);
      out.append('\n').append(Character.toUpperCase(kind.charAt(0))).append(kind, 1, kind.length());
      out.append(": ").append(counts.get("total")).append(" total").append(details(counts));
      out.append('\n');
    }
    if (summary.arr("troubles") != null) {
      for (Object trouble : summary.arr("troubles")) {
        Doc told = (Doc) trouble;
        out.append("- ").append(Plain.line(told.text("agent"))).append(": ");
        out.append(Plain.line(told.text("message")));
        out.append('\n');
      }
    }
    return out.toString();
  }

  /** {@code " (3 running, 1 unhealthy)"}; nothing if there is only a total. */
  private static String details(Doc counts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.at(i) instanceof Number count && !counts.key(i).equals("total")) {
        text.append(text.isEmpty() ? " (" : ", ").append(count).append(' ').append(counts.key(i));
      }
    }
    return text.isEmpty() ? "" : text.append(')').toString();
  }

  private static int number(Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }
}
