package org.perfectstorm.cli.resource;

import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code stormctl resource ls}: everything, as a tree; but for people who did not ask for them,
 * without the tasks that have stopped, of which a swarm keeps some. Those that failed stay: they
 * are what one looks for.
 */
public final class ResourceLs extends ListCommand {
  /** The command. */
  public ResourceLs() {
    super("ls", Look.RESOURCE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "resources", "type", "status");
    spec.addOption(
        Options.flag(
            "Also tasks that have stopped, of which a swarm keeps some (-Q, --status, -q, -o show"
                + " them anyway).",
            "-a",
            "--all"));
    Options.help(
        spec,
        "Lists resources as a tree: clusters, their nodes and services, their tasks.",
        "stormctl resource ls",
        "stormctl resource ls --type swarm-task --status running --watch",
        "stormctl resource ls -Q '{image: {$regex: \"^redis:\"}}' -o name");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    if (!hidesStopped(arguments) || Options.has(arguments, "--watch")) {
      return super.run(arguments, session);
    }
    List<Doc> all = objects(arguments).read(session.client(), Format.TABLE.fields(Look.RESOURCE));
    List<Doc> shown = withoutStopped(all);
    session.terminal().print(Format.TABLE.list(shown, Look.RESOURCE, session.style()));
    int hidden = all.size() - shown.size();
    if (hidden > 0) {
      session
          .terminal()
          .say(
              hidden == 1
                  ? "1 stopped task is hidden (--all shows it)"
                  : hidden + " stopped tasks are hidden (--all shows them)");
    }
    return 0;
  }

  private static boolean hidesStopped(ParseResult arguments) {
    return format(arguments) == Format.TABLE
        && !Options.has(arguments, "--all")
        && Options.text(arguments, "-Q") == null
        && Options.texts(arguments, "--status").length == 0;
  }

  private static List<Doc> withoutStopped(List<Doc> resources) {
    return resources.stream()
        .filter(
            resource ->
                !"swarm-task".equals(resource.text("type"))
                    || !"stopped".equals(resource.text("status")))
        .toList();
  }

  private static Objects objects(ParseResult arguments) {
    return new Objects(Kind.RESOURCE, Filter.query(Kind.RESOURCE, arguments));
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    Objects all = objects(arguments);
    return hidesStopped(arguments) ? new WithoutStopped(all) : all;
  }

  private record WithoutStopped(Objects all) implements Listing {
    @Override
    public String title() {
      return "resources but stopped tasks (--all)";
    }

    @Override
    public List<Doc> read(Client client, List<String> fields) {
      return withoutStopped(all.read(client, fields));
    }

    @Override
    public LiveView watch(Client client, List<String> fields) {
      return new LiveView(
          client,
          () -> read(client, fields),
          change -> change.entity().equals(Kind.RESOURCE.word()));
    }
  }
}
