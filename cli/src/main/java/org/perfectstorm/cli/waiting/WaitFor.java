package org.perfectstorm.cli.waiting;

import java.time.Duration;
import java.util.Locale;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl wait-for}: until something is so, as the event feed tells it. */
public final class WaitFor implements Command {
  @Override
  public String name() {
    return "wait-for";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Options.parameter(
            "KIND", "agent, resource, group, application, procedure, subscription or job."));
    spec.addPositional(Options.second("NAME", "Its name or id; it need not be there yet."));
    spec.addOption(
        Options.value(
            "QUERY", "Until this MongoDB query matches it, in JSON or YAML.", "-Q", "--query"));
    spec.addOption(
        Options.value(
            "COUNT", "Of a group: until at least so many members match the query.", "--members"));
    spec.addOption(Options.flag("Until there is no such thing (that matches).", "--gone"));
    spec.addOption(Options.value("TIME", "How long to wait: 90s, 5m, 1h (60s).", "--timeout"));
    Options.help(
        spec,
        "Waits until there is an object of a name, and a query matches it. Prints nothing; ends"
            + " with 0 when it is so, with 124 when the time is over.",
        "stormctl wait-for resource web.1 -Q '{status: running, health: healthy}'",
        "stormctl wait-for group frontend --members 5 -Q '{status: running}' --timeout 5m",
        "stormctl wait-for resource old-service --gone");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    Kind kind = kind(Options.parameter(arguments));
    String name = Options.second(arguments);
    String text = Options.text(arguments, "-Q");
    Doc query = text == null ? Doc.EMPTY : Filter.read("-Q", text);
    Duration timeout = Options.duration(arguments, "--timeout", Duration.ofSeconds(60));
    int members = members(arguments, kind);
    boolean gone = Options.has(arguments, "--gone");
    Condition condition = new Condition(session.client(), kind, name, query, members, gone);
    return condition.await(timeout, session.terminal()) ? 0 : timedOut(session, condition, timeout);
  }

  private static int timedOut(Session session, Condition condition, Duration timeout) {
    session
        .terminal()
        .say("stormctl: not so after " + Durations.text(timeout) + ": " + condition.state());
    return TIMED_OUT;
  }

  private static int members(ParseResult arguments, Kind kind) {
    if (Options.text(arguments, "--members") != null && kind != Kind.GROUP) {
      throw Failure.usage("--members: only a group has members");
    }
    return (int) Options.number(arguments, "--members", 0, Integer.MAX_VALUE, -1);
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw Failure.usage(
        "KIND: expected agent, resource, group, application, procedure, subscription or job, not \""
            + word
            + "\"");
  }
}
