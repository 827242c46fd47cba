package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Spelling;

/**
 * What an application's document says about groups and procedures, by name, with the place where
 * each is said first.
 *
 * @param components the names of all groups, in order
 * @param groups those that the document brings
 * @param procedures the procedures that it brings
 * @param links with source, target and service
 * @param exposed with target and service
 */
record Parts(
    Map<String, Spot> components,
    Map<String, Spot> groups,
    Map<String, Spot> procedures,
    List<Said> links,
    List<Said> exposed) {
  /** An arrow and its place. */
  record Said(Arrow arrow, Spot spot) {}

  /**
   * Reads them.
   *
   * @param isGroup whether a group has this name, be it as odd as an arrow
   * @param defects where what is wrong is added
   */
  static Parts of(Entry application, Predicate<String> isGroup, List<Defect> defects) {
    return new Reader(application, isGroup, defects).parts();
  }

  private record Reader(Entry application, Predicate<String> isGroup, List<Defect> defects) {
    Parts parts() {
      Map<String, Spot> components = new LinkedHashMap<>();
      List<Said> links = new ArrayList<>();
      List<Said> exposed = new ArrayList<>();
      each(
          "components",
          (value, spot) -> {
            Arrow arrow = value instanceof String text ? Arrow.read(text) : null;
            if (value instanceof String name && isGroup.test(name.strip())) {
              components.putIfAbsent(name.strip(), spot);
            } else if (arrow != null && arrow.source() != null && arrow.service() != null) {
              links.add(new Said(arrow, spot));
            } else if (value instanceof String text && text.indexOf("=>") < 0 && !text.isBlank()) {
              components.putIfAbsent(text.strip(), spot);
            } else {
              defects.add(spot.defect("expected the name of a group, or \"a => b[service]\""));
            }
          });
      Map<String, Spot> groups = names("groups");
      groups.forEach(components::putIfAbsent);
      each("links", (value, spot) -> link(value, spot, links));
      each("expose", (value, spot) -> expose(value, spot, exposed));
      for (Said link : links) {
        components.putIfAbsent(link.arrow.source(), link.spot);
        components.putIfAbsent(link.arrow.target(), link.spot);
      }
      exposed.forEach(each -> components.putIfAbsent(each.arrow.target(), each.spot));
      return new Parts(components, groups, names("procedures"), links, exposed);
    }

    private interface Element {
      void read(Object value, Spot spot);
    }

    private void each(String field, Element element) {
      Object value = application.fields().get(field);
      Spot spot = application.spot().at(field);
      if (value instanceof Arr list) {
        for (int i = 0; i < list.size(); i++) {
          element.read(list.get(i), spot.at(i));
        }
      } else if (value != null) {
        defects.add(spot.defect("expected a list"));
      }
    }

    /** The names of nested objects, and of objects that are only named. */
    private Map<String, Spot> names(String field) {
      Map<String, Spot> names = new LinkedHashMap<>();
      each(
          field,
          (value, spot) -> {
            Object name =
                switch (value) {
                  case Doc object -> key(object);
                  case String text -> text;
                  case null, default -> null;
                };
            if (name instanceof String || name instanceof Number) {
              names.putIfAbsent(name.toString().strip(), spot);
            }
            // All else is said where the nested objects are read.
          });
      return names;
    }

    private static Object key(Doc object) {
      return object.get("id") == null ? object.get("name") : object.get("id");
    }

    private void link(Object value, Spot spot, List<Said> links) {
      Arrow arrow =
          value instanceof Doc link
              ? whole(link, spot, "src_component", "dest_component", "dest_service")
              : value instanceof String text ? Arrow.read(text) : null;
      if (arrow != null && arrow.source() != null && arrow.service() != null) {
        links.add(new Said(arrow, spot));
      } else if (!(value instanceof Doc)) {
        defects.add(spot.defect("expected a link such as \"frontend => database[postgres]\""));
      }
    }

    private void expose(Object value, Spot spot, List<Said> exposed) {
      Arrow arrow =
          value instanceof Doc pair
              ? whole(pair, spot, null, "component", "service")
              : value instanceof String text ? Arrow.read(text) : null;
      if (arrow != null && arrow.source() == null && arrow.service() != null) {
        exposed.add(new Said(arrow, spot));
      } else if (!(value instanceof Doc)) {
        defects.add(spot.defect("expected a group's service such as \"frontend[http]\""));
      }
    }

    /** A link as the API has it; null, and said, if something is missing. */
    private Arrow whole(Doc doc, Spot spot, String source, String target, String service) {
      List<String> known = new ArrayList<>();
      if (source != null) {
        known.add(source);
      }
      known.add(target);
      known.add(service);
      boolean isWhole = true;
      for (String key : known) {
        if (!(doc.get(key) instanceof String text) || text.isBlank()) {
          defects.add(spot.at(key).defect("expected a name"));
          isWhole = false;
        }
      }
      for (String key : doc.shape().keys()) {
        if (!known.contains(key)) {
          defects.add(
              spot.at(key)
                  .defect(
                      "expected only " + String.join(", ", known), Spelling.nearest(key, known)));
          isWhole = false;
        }
      }
      return isWhole
          ? new Arrow(
              source == null ? null : doc.text(source).strip(),
              doc.text(target).strip(),
              doc.text(service).strip())
          : null;
    }
  }
}
