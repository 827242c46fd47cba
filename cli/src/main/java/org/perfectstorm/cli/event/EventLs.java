package org.perfectstorm.cli.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Change;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.EventFeed;
import org.perfectstorm.client.Notice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl event ls}: the last events, and with {@code --follow} those to come. */
public final class EventLs implements Command {
  @Override
  public String name() {
    return "ls";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Options.parameters(
            0,
            "FILTER",
            "Only events like EVENT:KIND:ID:NAME,NAME; each part may be empty or left off."));
    spec.addOption(Options.flag("Stay, and print each event as it happens.", "-f", "--follow"));
    spec.addOption(
        Options.value(
            "COUNT",
            "Begin with the last so many events (20); with --start, with so many from there on.",
            "-n",
            "--last"));
    spec.addOption(Options.value("NUMBER", "Begin with the event of this number.", "--start"));
    spec.addOption(
        Options.value("GROUP", "Who joined and left a group, instead of all changes.", "--group"));
    spec.addOption(Options.flag("Print the ids of what changed only.", "-q", "--quiet"));
    spec.addOption(
        Options.value("FORMAT", "Print as table, json, yaml or name.", "-o", "--output"));
    Options.help(
        spec,
        "Lists what changed last.",
        "stormctl event ls --last 100",
        "stormctl event ls --follow",
        "stormctl event ls --follow --group frontend",
        "stormctl event ls --follow created:resource deleted:resource -o json");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    List<EventFilter> filters = new ArrayList<>();
    for (String text : Options.parameters(arguments)) {
      filters.add(EventFilter.parse(text));
    }
    Format format =
        Options.has(arguments, "-q") ? Format.ID : Options.format(arguments, Format.TABLE);
    String group = Options.text(arguments, "--group");
    boolean follow = Options.has(arguments, "-f");
    EventPrinter printer =
        new EventPrinter(
            session, format, group == null ? Look.EVENT : Look.MEMBER_EVENT, filters, follow);
    if (!follow) {
      printer.print(last(arguments, group, session.client()));
      return 0;
    }
    if (group == null) {
      List<Change> last = last(arguments, null, session.client());
      printer.print(last);
      long next = last.isEmpty() ? -1 : last.getLast().number() + 1;
      try (EventFeed feed = new EventFeed(session.client(), next)) {
        return follow(session, feed, -1, printer);
      }
    }
    // First it listens, then it reads what was: nothing falls between.
    try (EventFeed feed = EventFeed.ofMembers(session.client(), group)) {
      if (feed.poll(Duration.ofSeconds(10)) instanceof Notice.Lost lost) {
        throw lost.why();
      }
      List<Change> last = last(arguments, group, session.client());
      printer.print(last);
      return follow(session, feed, last.isEmpty() ? -1 : last.getLast().number(), printer);
    }
  }

  private static List<Change> last(ParseResult arguments, String group, Client client) {
    boolean started = Options.text(arguments, "--start") != null;
    // From a number on all that there are, but for those that are asked for.
    long usual = started ? Integer.MAX_VALUE : 20;
    int count = (int) Options.number(arguments, "--last", 0, Integer.MAX_VALUE, usual);
    if (group != null) {
      if (started) {
        throw Failure.usage("--start: the events of a group have other numbers; take --last");
      }
      return client.lastMemberEvents(group, count);
    }
    return started
        ? client.events(Options.number(arguments, "--start", 0, Long.MAX_VALUE, 0), count)
        : client.lastEvents(count);
  }

  /**
   * Prints what comes.
   *
   * @param printed the number of the last event that was printed already
   */
  private static int follow(Session session, EventFeed feed, long printed, EventPrinter printer)
      throws InterruptedException {
    boolean away = false;
    while (true) {
      switch (feed.poll(Duration.ofSeconds(10))) {
        case null -> {}
        case Change change -> {
          if (change.number() > printed) {
            printer.print(List.of(change));
          }
        }
        case Notice.Missed missed ->
            session
                .terminal()
                .say(
                    "stormctl: events "
                        + missed.from()
                        + " to "
                        + (missed.next() - 1)
                        + " are no longer kept");
        case Notice.Lost lost -> {
          session.terminal().say("stormctl: " + lost.why().getMessage());
          away = true;
        }
        case Notice.Connected c -> {
          if (away) {
            session.terminal().say("stormctl: connected to " + session.client().address());
          }
          away = false;
        }
      }
    }
  }
}
