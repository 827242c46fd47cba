package org.perfectstorm.cli.status;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl status}: how many there are of everything, and how they are. */
public final class Status implements Command {
  private static final String[] RESOURCES = {
    "running",
    "unhealthy",
    "error",
    "creating",
    "created",
    "starting",
    "updating",
    "updated",
    "stopping",
    "stopped",
    "removing",
    "unknown"
  };
  private static final String[] JOBS = {"running", "done", "error", "pending"};
  private static final String[] AGENTS = {"online", "offline"};

  @Override
  public String name() {
    return "status";
  }

  @Override
  public void declare(CommandSpec spec) {
    Options.help(
        spec,
        "Shows how many members each group has, how many resources, jobs and agents there are, and"
            + " how they are.",
        "stormctl status");
  }

  @Override
  public int run(ParseResult arguments, Session session) {
    Client client = session.client();
    StringBuilder out = new StringBuilder("Groups:\n");
    Set<String> grouped = new HashSet<>();
    for (Doc group : client.list(Kind.GROUP)) {
      List<Doc> members;
      try {
        members = client.members(group.text("id"), Doc.EMPTY);
      } catch (NotFound e) {
        // Removed since the groups were listed.
        continue;
      }
      for (Doc member : members) {
        grouped.add(member.text("id"));
      }
      out.append("- ").append(Look.name(group)).append(": ");
      out.append(members.size()).append(" resources").append(details(members, RESOURCES));
      out.append('\n');
    }
    List<Doc> resources = client.list(Kind.RESOURCE);
    int inGroups = 0;
    for (Doc resource : resources) {
      inGroups += grouped.contains(resource.text("id")) ? 1 : 0;
    }
    out.append("\nResources:\n- Total: ").append(resources.size()).append(" resources");
    out.append(details(resources, RESOURCES));
    out.append("\n- In groups: ").append(inGroups).append(" resources");
    out.append("\n- Not in groups: ").append(resources.size() - inGroups).append(" resources");
    List<Doc> jobs = jobs(client);
    out.append("\n\nJobs: ").append(jobs.size()).append(" total").append(details(jobs, JOBS));
    List<Doc> agents = client.list(Kind.AGENT);
    out.append("\n\nAgents: ").append(agents.size()).append(" total");
    out.append(details(agents, AGENTS)).append('\n');
    for (Doc agent : agents) {
      String message = agent.text("message");
      if (message != null) {
        out.append("- ").append(Look.name(agent)).append(": ").append(message).append('\n');
      }
    }
    session.terminal().print(out.toString());
    return 0;
  }

  /** A stormd that knows no jobs has none. */
  private static List<Doc> jobs(Client client) {
    try {
      return client.list(Kind.JOB);
    } catch (NotFound e) {
      return List.of();
    }
  }

  /** {@code " (3 running, 1 unhealthy)"}; nothing if all counts are zero. */
  private static String details(List<Doc> docs, String[] words) {
    int[] counts = new int[words.length];
    for (Doc doc : docs) {
      String status = doc.text("status");
      String health = doc.text("health");
      for (int i = 0; i < words.length; i++) {
        if (words[i].equals(status) || (words[i].equals("unhealthy") && words[i].equals(health))) {
          counts[i]++;
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      if (counts[i] > 0) {
        text.append(text.isEmpty() ? " (" : ", ").append(counts[i]).append(' ').append(words[i]);
      }
    }
    return text.isEmpty() ? "" : text.append(')').toString();
  }
}
