package org.perfectstorm.cli;

import java.util.List;
import org.perfectstorm.cli.agent.AgentGet;
import org.perfectstorm.cli.agent.AgentLs;
import org.perfectstorm.cli.agent.AgentRm;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.completion.Completion;
import org.perfectstorm.cli.event.EventLs;
import org.perfectstorm.cli.group.GroupExplain;
import org.perfectstorm.cli.group.GroupGet;
import org.perfectstorm.cli.group.GroupLs;
import org.perfectstorm.cli.group.GroupMembers;
import org.perfectstorm.cli.group.GroupRm;
import org.perfectstorm.cli.importing.GroupPreview;
import org.perfectstorm.cli.importing.Import;
import org.perfectstorm.cli.query.QueryCommand;
import org.perfectstorm.cli.resource.ResourceGet;
import org.perfectstorm.cli.resource.ResourceLs;
import org.perfectstorm.cli.status.Status;

/** All there is to type: the first words, and the commands under each. */
final class Nouns {
  /** In the order of the help text. */
  static final List<String> NAMES =
      List.of("status", "resource", "group", "agent", "event", "import", "query", "completion");

  private Nouns() {}

  /** What a noun is, in a few words. */
  static String description(String noun) {
    return switch (noun) {
      case "status" -> "Show how many there are of everything, and how they are.";
      case "resource" -> "What runs or exists in your clouds: ls, get.";
      case "group" -> "Saved, live queries over resources: ls, get, members, explain, preview, rm.";
      case "agent" -> "The processes that talk to your clouds: ls, get, rm.";
      case "event" -> "What changed, in order: ls.";
      case "import" -> "Create or replace what YAML files describe.";
      case "query" -> "Filter files by a MongoDB query, or test the query engine.";
      case "completion" -> "Let your shell complete what you type.";
      default -> throw new IllegalArgumentException(noun);
    };
  }

  /** The commands under a noun; a single one that has no name of its own for some. */
  static List<Command> commands(String noun) {
    return switch (noun) {
      case "status" -> List.of(new Status());
      case "resource" -> List.of(new ResourceLs(), new ResourceGet());
      case "group" ->
          List.of(
              new GroupLs(),
              new GroupGet(),
              new GroupMembers(),
              new GroupExplain(),
              new GroupPreview(),
              new GroupRm());
      case "agent" -> List.of(new AgentLs(), new AgentGet(), new AgentRm());
      case "event" -> List.of(new EventLs());
      case "import" -> List.of(new Import());
      case "query" -> List.of(new QueryCommand());
      case "completion" -> List.of(new Completion());
      default -> throw new IllegalArgumentException(noun);
    };
  }

  /** Whether the noun is itself the command. */
  static boolean isCommand(String noun) {
    return switch (noun) {
      case "status", "import", "query", "completion" -> true;
      default -> false;
    };
  }
}
