package org.perfectstorm.cli.group;

import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Namesakes;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Refused;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl group explain}: why a resource is a member of a group, or is not. */
public final class GroupExplain implements Command {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("GROUP", "Name or id of the group."));
    spec.addPositional(Options.second("RESOURCE", "Name or id of the resource."));
    Options.help(
        spec,
        "Shows why a resource is a member of a group, or is not: the group's query clause by"
            + " clause, and the value that each one saw. Ends with 0 if it is a member, with 1 if"
            + " not.",
        "stormctl group explain redis redis-cache.1");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    String group = Options.parameter(arguments);
    String resource = Options.second(arguments);
    Doc answer = explain(session.client(), group, resource);
    boolean member = Boolean.TRUE.equals(answer.get("member"));
    StringBuilder text = new StringBuilder();
    text.append(resource).append(member ? " is" : " is not").append(" a member of ").append(group);
    text.append(": ").append(why(answer.text("why"), member)).append('\n');
    if (answer.has("query")) {
      clause(text, answer.doc("query"), "");
    }
    session.terminal().print(text.toString());
    return member ? 0 : 1;
  }

  private static Doc explain(Client client, String group, String resource) {
    try {
      return client.explain(group, resource);
    } catch (Refused e) {
      Namesakes.check(client, resource);
      throw e;
    }
  }

  private static String why(String why, boolean member) {
    return switch (why) {
      case "included" -> "it is included by hand";
      case "excluded" -> "it is excluded by hand";
      case "suspended" -> "the query takes too long, and who was a member stays one";
      case "empty_query" -> "the group has no query, and does not include it";
      default -> member ? "the query matches" : "the query does not match";
    };
  }

  private static void clause(StringBuilder text, Doc clause, String indent) {
    text.append(Boolean.TRUE.equals(clause.get("matches")) ? "  yes  " : "  no   ");
    text.append(indent).append(Plain.line(clause.text("clause")));
    if (clause.has("error")) {
      text.append("   (").append(Plain.line(clause.text("error"))).append(')');
    } else if (clause.has("missing")) {
      text.append("   (nothing there)");
    } else if (clause.has("value")) {
      text.append("   (is ")
          .append(Plain.line(shortened(Json.text(clause.get("value")))))
          .append(')');
    }
    text.append('\n');
    for (Object part : clause.arr("parts")) {
      clause(text, (Doc) part, indent + "  ");
    }
  }

  private static String shortened(String json) {
    return json.length() <= 80 ? json : json.substring(0, 77) + "...";
  }
}
