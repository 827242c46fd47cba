package org.perfectstorm.cli.command;

import java.util.List;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * The objects of a kind that a query matches.
 *
 * @param query the empty one for all
 */
public record Objects(Kind kind, Doc query) implements Listing {
  @Override
  public String title() {
    return kind.word() + "s";
  }

  @Override
  public List<Doc> read(Client client, List<String> fields) {
    return client.list(kind, query, fields);
  }

  @Override
  public LiveView watch(Client client, List<String> fields) {
    return new LiveView(
        client, () -> read(client, fields), change -> change.entity().equals(kind.word()));
  }
}
