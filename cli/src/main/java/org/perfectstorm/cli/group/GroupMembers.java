package org.perfectstorm.cli.group;

import java.util.List;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.past.MembersThen;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl group members}: the resources that are in a group now. */
public final class GroupMembers extends ListCommand {
  /** The command. */
  public GroupMembers() {
    super("members", Look.RESOURCE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    spec.addPositional(Options.parameter("NAME", "Name or id of the group."));
    Filter.declare(spec, "members", "type", "status");
    spec.addOption(
        Options.value(
            "MOMENT",
            "Who was a member then: an instant, 'N hours ago', or the number of an event.",
            "--at"));
    spec.addOption(Options.flag("With --at: who left, joined and changed since.", "--diff"));
    Options.help(
        spec,
        "Lists the resources that are members of a group now, or were once.",
        "stormctl group members redis",
        "stormctl group members redis --at '2 hours ago' --diff",
        "stormctl group members redis --watch",
        "stormctl group members redis --status error -q");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    if (!Options.has(arguments, "--diff")) {
      return super.run(arguments, session);
    }
    if (Options.has(arguments, "-o") || Options.has(arguments, "-q")) {
      throw Failure.usage("--diff prints lines for people; leave out -o and -q");
    }
    if (listing(arguments) instanceof MembersThen then) {
      return then.printDifference(session);
    }
    throw Failure.usage("--diff: since when? Give --at, too");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    String at = Options.text(arguments, "--at");
    if (at != null) {
      return new MembersThen(
          Options.parameter(arguments), Filter.query(Kind.RESOURCE, arguments), at);
    }
    return new Members(Options.parameter(arguments), Filter.query(Kind.RESOURCE, arguments));
  }

  private record Members(String group, Doc query) implements Listing {
    @Override
    public String title() {
      return "group " + group;
    }

    @Override
    public List<Doc> read(Client client, List<String> fields) {
      return client.members(group, query, fields);
    }

    @Override
    public LiveView watch(Client client, List<String> fields) {
      return LiveView.members(client, group, query, fields);
    }
  }
}
