package org.perfectstorm.cli.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl status}: how many there are of everything, and how they are. */
public final class Status implements Command {
  /** A group's name, and how its members are. */
  private record Group(String name, Count members) {}

  /** Everything that is told. */
  private record Summary(
      List<Group> groups, Count resources, int inGroups, Count jobs, Count agents, List<Doc> ill) {}

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
    Summary summary = read(session.client());
    session
        .terminal()
        .print(
            format == Format.TABLE
                ? text(summary)
                : format.one(doc(summary), Look.GROUP, session.style()));
    return 0;
  }

  private static Summary read(Client client) {
    Set<String> grouped = new HashSet<>();
    List<Group> groups = new ArrayList<>();
    for (Doc group : client.list(Kind.GROUP)) {
      try {
        List<Doc> members = client.members(group.text("id"), Doc.EMPTY);
        for (Doc member : members) {
          grouped.add(member.text("id"));
        }
        groups.add(new Group(Look.name(group), Count.resources(members)));
      } catch (NotFound e) {
        // Removed since the groups were listed.
      }
    }
    List<Doc> resources = client.list(Kind.RESOURCE);
    int inGroups = 0;
    for (Doc resource : resources) {
      inGroups += grouped.contains(resource.text("id")) ? 1 : 0;
    }
    Count jobs = Count.jobs(jobs(client));
    List<Doc> agents = client.list(Kind.AGENT);
    List<Doc> ill = new ArrayList<>();
    for (Doc agent : agents) {
      if (agent.text("message") != null) {
        ill.add(agent);
      }
    }
    return new Summary(
        groups, Count.resources(resources), inGroups, jobs, Count.agents(agents), ill);
  }

  /** A stormd that knows no jobs has none. */
  private static List<Doc> jobs(Client client) {
    try {
      return client.list(Kind.JOB);
    } catch (NotFound e) {
      return List.of();
    }
  }

  private static String text(Summary summary) {
    StringBuilder out = new StringBuilder("Groups:\n");
    for (Group group : summary.groups) {
      out.append("- ").append(group.name).append(": ").append(group.members.total());
      out.append(" resources").append(group.members.details()).append('\n');
    }
    Count resources = summary.resources;
    out.append("\nResources:\n- Total: ").append(resources.total()).append(" resources");
    out.append(resources.details());
    out.append("\n- In groups: ").append(summary.inGroups).append(" resources");
    out.append("\n- Not in groups: ").append(resources.total() - summary.inGroups);
    out.append(" resources\n\nJobs: ").append(summary.jobs.total()).append(" total");
    out.append(summary.jobs.details());
    out.append("\n\nAgents: ").append(summary.agents.total()).append(" total");
    out.append(summary.agents.details()).append('\n');
    for (Doc agent : summary.ill) {
      out.append("- ").append(Look.name(agent)).append(": ").append(agent.text("message"));
      out.append('\n');
    }
    return out.toString();
  }

  private static Doc doc(Summary summary) {
    List<Doc> groups = new ArrayList<>();
    for (Group group : summary.groups) {
      groups.add(group.members.into(new DocBuilder().put("name", group.name)));
    }
    return new DocBuilder()
        .put("groups", Arr.holding(groups))
        .put("resources", summary.resources.into(new DocBuilder()))
        .put("in_groups", summary.inGroups)
        .put("jobs", summary.jobs.into(new DocBuilder()))
        .put("agents", summary.agents.into(new DocBuilder()))
        .build();
  }
}
