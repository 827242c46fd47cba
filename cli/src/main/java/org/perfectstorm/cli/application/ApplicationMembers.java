package org.perfectstorm.cli.application;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl application members}: the resources that an application consists of now. */
public final class ApplicationMembers extends ListCommand {
  /** The command. */
  public ApplicationMembers() {
    super("members", Look.RESOURCE);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    spec.addPositional(Options.parameter("NAME", "Name or id of the application."));
    Filter.declare(spec, "members", "type", "status");
    Options.help(
        spec,
        "Lists the resources that are members of any of an application's groups now.",
        "stormctl application members blog",
        "stormctl application members blog --status error --watch");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Members(Options.parameter(arguments), Filter.query(Kind.RESOURCE, arguments));
  }

  private record Members(String application, Doc query) implements Listing {
    @Override
    public String title() {
      return "application " + application;
    }

    @Override
    public List<Doc> read(Client client, List<String> fields) {
      List<Doc> groups = new ArrayList<>();
      for (Object group : client.get(Kind.APPLICATION, application).arr("components")) {
        groups.add(Doc.of("$group", group));
      }
      if (groups.isEmpty()) {
        return List.of();
      }
      Doc member = Doc.of("$or", Arr.from(groups));
      return client.list(Kind.RESOURCE, Filter.and(query, member), fields);
    }

    @Override
    public LiveView watch(Client client, List<String> fields) {
      return new LiveView(
          client,
          () -> read(client, fields),
          change ->
              switch (change.entity()) {
                case "resource", "group", "application" -> true;
                default -> false;
              });
    }
  }
}
