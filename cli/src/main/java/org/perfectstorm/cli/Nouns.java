package org.perfectstorm.cli;

import java.util.List;
import org.perfectstorm.cli.agent.AgentGet;
import org.perfectstorm.cli.agent.AgentLs;
import org.perfectstorm.cli.agent.AgentRm;
import org.perfectstorm.cli.application.ApplicationGet;
import org.perfectstorm.cli.application.ApplicationLs;
import org.perfectstorm.cli.application.ApplicationMembers;
import org.perfectstorm.cli.application.ApplicationRm;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.completion.Completion;
import org.perfectstorm.cli.context.ContextAdd;
import org.perfectstorm.cli.context.ContextLs;
import org.perfectstorm.cli.context.ContextRm;
import org.perfectstorm.cli.context.ContextUse;
import org.perfectstorm.cli.event.EventLs;
import org.perfectstorm.cli.group.GroupExplain;
import org.perfectstorm.cli.group.GroupGet;
import org.perfectstorm.cli.group.GroupLs;
import org.perfectstorm.cli.group.GroupMembers;
import org.perfectstorm.cli.group.GroupRm;
import org.perfectstorm.cli.importing.Diff;
import org.perfectstorm.cli.importing.Export;
import org.perfectstorm.cli.importing.GroupPreview;
import org.perfectstorm.cli.importing.Import;
import org.perfectstorm.cli.job.JobCancel;
import org.perfectstorm.cli.job.JobGet;
import org.perfectstorm.cli.job.JobLogs;
import org.perfectstorm.cli.job.JobLs;
import org.perfectstorm.cli.job.JobRetry;
import org.perfectstorm.cli.job.JobRm;
import org.perfectstorm.cli.job.JobWait;
import org.perfectstorm.cli.past.HistoryCommand;
import org.perfectstorm.cli.procedure.ProcedureAttach;
import org.perfectstorm.cli.procedure.ProcedureExec;
import org.perfectstorm.cli.procedure.ProcedureGet;
import org.perfectstorm.cli.procedure.ProcedureLs;
import org.perfectstorm.cli.procedure.ProcedureRender;
import org.perfectstorm.cli.procedure.ProcedureRm;
import org.perfectstorm.cli.query.QueryCommand;
import org.perfectstorm.cli.resource.ResourceGet;
import org.perfectstorm.cli.resource.ResourceLs;
import org.perfectstorm.cli.status.Status;
import org.perfectstorm.cli.subscription.SubscriptionGet;
import org.perfectstorm.cli.subscription.SubscriptionLs;
import org.perfectstorm.cli.subscription.SubscriptionRm;
import org.perfectstorm.cli.waiting.WaitFor;
import org.perfectstorm.model.Kind;

/** All there is to type: the first words, and the commands under each. */
final class Nouns {
  /** In the order of the help text. */
  static final List<String> NAMES =
      List.of(
          "status",
          "resource",
          "group",
          "application",
          "procedure",
          "job",
          "subscription",
          "agent",
          "event",
          "import",
          "diff",
          "export",
          "wait-for",
          "query",
          "context",
          "completion");

  private Nouns() {}

  /** What a noun is, in a few words. */
  static String description(String noun) {
    return switch (noun) {
      case "status" -> "Show how many there are of everything, and how they are.";
      case "resource" -> "What runs or exists in your clouds: ls, get, history.";
      case "group" ->
          "Saved, live queries over resources: ls, get, members, history, explain, preview, rm.";
      case "application" ->
          "Groups, the links between them, what is exposed: ls, get, members, rm.";
      case "procedure" -> "Templates that are run on a target: ls, get, render, exec, attach, rm.";
      case "job" -> "The runs of procedures: ls, get, logs, wait, cancel, retry, rm.";
      case "subscription" -> "Procedures that run when a group changes: ls, get, rm.";
      case "agent" -> "The processes that talk to your clouds: ls, get, rm.";
      case "event" -> "What changed, in order: ls.";
      case "import" -> "Create or change what YAML files describe.";
      case "diff" -> "Show what an import would change.";
      case "export" -> "Write what can be imported again.";
      case "wait-for" -> "Wait until something is so.";
      case "context" -> "The servers that you work with, by name: ls, add, use, rm.";
      case "query" -> "Filter files by a MongoDB query, or test the query engine.";
      case "completion" -> "Let your shell complete what you type.";
      default -> throw new IllegalArgumentException(noun);
    };
  }

  /** The commands under a noun; a single one that has no name of its own for some. */
  static List<Command> commands(String noun) {
    return switch (noun) {
      case "status" -> List.of(new Status());
      case "resource" ->
          List.of(new ResourceLs(), new ResourceGet(), new HistoryCommand(Kind.RESOURCE));
      case "group" ->
          List.of(
              new GroupLs(),
              new GroupGet(),
              new GroupMembers(),
              new HistoryCommand(Kind.GROUP),
              new GroupExplain(),
              new GroupPreview(),
              new GroupRm());
      case "application" ->
          List.of(
              new ApplicationLs(),
              new ApplicationGet(),
              new ApplicationMembers(),
              new ApplicationRm());
      case "procedure" ->
          List.of(
              new ProcedureLs(),
              new ProcedureGet(),
              new ProcedureRender(),
              new ProcedureExec(),
              new ProcedureAttach(),
              new ProcedureRm());
      case "job" ->
          List.of(
              new JobLs(),
              new JobGet(),
              new JobLogs(),
              new JobWait(),
              new JobCancel(),
              new JobRetry(),
              new JobRm());
      case "subscription" ->
          List.of(new SubscriptionLs(), new SubscriptionGet(), new SubscriptionRm());
      case "wait-for" -> List.of(new WaitFor());
      case "context" ->
          List.of(new ContextLs(), new ContextAdd(), new ContextUse(), new ContextRm());
      case "agent" -> List.of(new AgentLs(), new AgentGet(), new AgentRm());
      case "event" -> List.of(new EventLs());
      case "import" -> List.of(new Import());
      case "diff" -> List.of(new Diff());
      case "export" -> List.of(new Export());
      case "query" -> List.of(new QueryCommand());
      case "completion" -> List.of(new Completion());
      default -> throw new IllegalArgumentException(noun);
    };
  }

  /** Whether the noun is itself the command. */
  static boolean isCommand(String noun) {
    return switch (noun) {
      case "status", "import", "diff", "export", "wait-for", "query", "completion" -> true;
      default -> false;
    };
  }
}
