package org.perfectstorm.cli.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl subscription ls}: which procedure runs when which group changes. */
public final class SubscriptionLs extends ListCommand {
  private static final Map<String, Kind> REFERENCES =
      Map.of("group", Kind.GROUP, "procedure", Kind.PROCEDURE, "target", Kind.RESOURCE);

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
    return new Subscriptions(Filter.query(arguments), format(arguments) == Format.TABLE);
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
      List<Doc> subscriptions = new ArrayList<>(client.list(Kind.SUBSCRIPTION, query, fields));
      if (named && fields.size() > 1 && !subscriptions.isEmpty()) {
        for (Map.Entry<String, Kind> reference : REFERENCES.entrySet()) {
          name(client, subscriptions, reference.getKey(), reference.getValue());
        }
      }
      return subscriptions;
    }

    private static void name(Client client, List<Doc> subscriptions, String field, Kind kind) {
      List<String> ids = subscriptions.stream().map(s -> s.text(field)).distinct().toList();
      Doc these = Doc.of("id", Doc.of("$in", Arr.from(ids)));
      Map<String, String> names = new HashMap<>();
      for (Doc doc : client.list(kind, these, List.of("name", "names"))) {
        names.put(doc.text("id"), Look.name(doc));
      }
      subscriptions.replaceAll(
          s -> s.with(field, names.getOrDefault(s.text(field), s.text(field))));
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
