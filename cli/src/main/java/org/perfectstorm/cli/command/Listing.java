package org.perfectstorm.cli.command;

import java.util.List;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.value.Doc;

/** A list that can be read any time. */
public interface Listing {
  /** What it is, for a title: {@code group redis}. */
  String title();

  /**
   * Reads it.
   *
   * @param fields the only fields of each object that are wanted; all if none is named
   */
  List<Doc> read(Client client, List<String> fields);

  /** Begins to watch it; to be closed. */
  LiveView watch(Client client, List<String> fields);
}
