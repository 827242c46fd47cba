package org.perfectstorm.cli.subscription;

import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Names;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl subscription ls}: which procedure runs when which group changes. */
public final class SubscriptionLs extends ListCommand {
  /** The command. */
  public SubscriptionLs() {
    super("ls", Look.SUBSCRIPTION);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "subscriptions");
    Options.help(
        spec,
        "Lists subscriptions: the group, the procedure that runs when its members change, and the"
            + " target it runs on.",
        "stormctl subscription ls",
        "stormctl subscription ls -Q '{group: mysql}' -q");
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    return new Subscriptions(
        Filter.query(Kind.SUBSCRIPTION, arguments), format(arguments) == Format.TABLE);
  }

  /**
   * @param named whether to show names where ids refer to something
   */
  private record Subscriptions(Doc query, boolean named) implements Listing {
    @Override
    public String title() {
      return "subscriptions";
    }

    @Override
    public List<Doc> read(Client client, List<String> fields) {
      List<Doc> subscriptions = client.list(Kind.SUBSCRIPTION, query, fields);
      return named && fields.size() > 1
          ? Names.in(subscriptions, Kind.SUBSCRIPTION, client)
          : subscriptions;
    }

    @Override
    public LiveView watch(Client client, List<String> fields) {
      return new LiveView(
          client,
          () -> read(client, fields),
          change ->
              switch (change.entity()) {
                case "subscription", "group", "procedure" -> true;
                default -> false;
              });
    }
  }
}
