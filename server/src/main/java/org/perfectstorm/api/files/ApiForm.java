package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Spelling;

/**
 * What files say, in the API's fields: names become ids, arrows become links. The other way is
 * {@link FileForm}.
 *
 * @param described what may be named
 * @param defects where what is wrong is added
 * @param warnings where what is odd is added
 */
record ApiForm(Described described, List<Defect> defects, List<Defect> warnings) {
  /** What hands add to a group stays: these lists change only if a document has them. */
  static final Set<String> PINS = Set.of("include", "exclude");

  private static final Pattern SLUG = Pattern.compile("[-a-zA-Z0-9_]+");

  /** The fields of an object; some may be missing where something is wrong. */
  Doc of(Entry entry) {
    return switch (entry.kind()) {
      case APPLICATION -> application(entry);
      case GROUP -> group(entry);
      default -> entry.fields();
    };
  }

  /** A group's fields as the API has them: pinned resources by id. */
  private Doc group(Entry entry) {
    Doc fields = entry.fields();
    for (String list : PINS) {
      if (fields.get(list) instanceof Arr keys) {
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
          ids.add(pinned(keys.get(i), entry.spot().at(list).at(i)));
        }
        fields = fields.with(list, Arr.from(ids));
      }
    }
    return fields;
  }

  private Object pinned(Object key, Spot spot) {
    if (!(key instanceof String name) || Ids.isId(name)) {
      return key;
    }
    Doc resource = described.table(Kind.RESOURCE).find(name.strip());
    if (resource == null) {
      warnings.add(
          spot.defect(
              "no resource has the id or name \""
                  + name
                  + "\", or several have it: it means nobody"));
    }
    return resource == null ? name : resource.text("id");
  }

  /** An application's fields as the API has them. */
  private Doc application(Entry entry) {
    int said = defects.size();
    Parts parts = Parts.of(entry, name -> described.table(Kind.GROUP).find(name) != null, defects);
    Map<String, String> components = new HashMap<>();
    parts
        .components()
        .forEach((name, spot) -> components.put(name, described.id(Kind.GROUP, name, spot)));
    List<Doc> links = new ArrayList<>();
    for (Parts.Said link : parts.links()) {
      checkService(link, components);
      links.add(
          Doc.of(
              "src_component", name(link.arrow().source(), components),
              "dest_component", name(link.arrow().target(), components),
              "dest_service", link.arrow().service()));
    }
    List<Doc> exposed = new ArrayList<>();
    for (Parts.Said each : parts.exposed()) {
      checkService(each, components);
      exposed.add(
          Doc.of(
              "component", name(each.arrow().target(), components),
              "service", each.arrow().service()));
    }
    List<String> procedures = new ArrayList<>();
    parts
        .procedures()
        .forEach((name, spot) -> procedures.add(described.id(Kind.PROCEDURE, name, spot)));
    if (defects.size() > said || components.containsValue(null)) {
      // What belongs together can only be checked where all of it is there.
      links.clear();
      exposed.clear();
    }
    Doc fields = entry.fields();
    for (String field : List.of("groups", "components", "links", "expose", "procedures")) {
      fields = fields.without(field);
    }
    return fields
        .with("components", ids(parts.components().keySet().stream().map(components::get).toList()))
        .with("links", links)
        .with("expose", exposed)
        .with("groups", ids(parts.groups().keySet().stream().map(components::get).toList()))
        .with("procedures", ids(procedures));
  }

  /** Without those that are missing (and said so), each once. */
  private static Arr ids(List<String> ids) {
    return Arr.from(ids.stream().filter(id -> id != null).distinct().toList());
  }

  private void checkService(Parts.Said said, Map<String, String> components) {
    for (String word : said.arrow().words()) {
      if (!SLUG.matcher(word).matches()) {
        defects.add(
            said.spot()
                .defect(
                    "only letters, digits, - and _ can stand in links and expose, not \"%s\""
                        .formatted(word)));
      }
    }
    Doc group = object(said.arrow().target(), components);
    if (group == null) {
      return;
    }
    List<String> services =
        group.arr("services").stream().map(service -> ((Doc) service).text("name")).toList();
    if (!services.contains(said.arrow().service())) {
      defects.add(
          said.spot()
              .defect(
                  "the group \"%s\" has no service \"%s\""
                      .formatted(said.arrow().target(), said.arrow().service()),
                  Spelling.nearest(said.arrow().service(), services)));
    }
  }

  /** Links say names, even where a document says an id. */
  private String name(String key, Map<String, String> components) {
    Doc group = object(key, components);
    return group == null || group.text("name") == null ? key : group.text("name");
  }

  private Doc object(String key, Map<String, String> components) {
    String id = components.get(key);
    return id == null ? null : described.table(Kind.GROUP).get(id);
  }
}
