package org.perfectstorm.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Reference;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Names for people where objects refer to others by their ids. */
public final class Names {
  private Names() {}

  /**
   * Objects with names in the fields that refer to others; ids stay where there is no name.
   *
   * @param kind of all the objects
   */
  public static List<Doc> in(List<Doc> objects, Kind kind, Client client) {
    List<Doc> named = new ArrayList<>(objects);
    for (Reference reference : kind.references()) {
      name(named, reference, client);
    }
    return named;
  }

  private static void name(List<Doc> objects, Reference reference, Client client) {
    String field = reference.field();
    List<String> ids = new ArrayList<>();
    for (Doc object : objects) {
      String id = object.text(field);
      if (id != null && !ids.contains(id)) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    Doc these = Doc.of("id", Doc.of("$in", Arr.from(ids)));
    Map<String, String> names = new HashMap<>();
    for (Doc doc : client.list(reference.target(), these, List.of("name", "names"))) {
      names.put(doc.text("id"), Look.name(doc));
    }
    objects.replaceAll(
        object -> {
          String name = names.get(object.text(field));
          return name == null ? object : object.with(field, name);
        });
  }
}
