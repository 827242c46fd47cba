package org.perfectstorm.cli.importing;

import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Finds what is wrong with one group, so that all of a file's mistakes are told at once. */
final class GroupCheck {
  private final YamlDocument document;
  private final List<String> path;
  private final List<Mistake> mistakes;

  GroupCheck(YamlDocument document, List<String> path, List<Mistake> mistakes) {
    this.document = document;
    this.path = path;
    this.mistakes = mistakes;
  }

  void check(Doc group) {
    if (group.text("id") == null && (group.text("name") == null || group.text("name").isBlank())) {
      wrong(path, "a group needs a name");
    }
    for (Map.Entry<String, Object> field : group) {
      List<String> inner = Specification.plus(path, field.getKey());
      Object value = field.getValue();
      switch (field.getKey()) {
        case "id", "name" -> {
          if (!(value instanceof String)) {
            wrong(inner, "expected a string, got " + kind(value));
          }
        }
        case "query" -> {
          if (value instanceof Doc query) {
            query(inner, query);
          } else {
            wrong(inner, "expected a mapping, got " + kind(value));
          }
        }
        case "include", "exclude" -> texts(inner, value);
        case "services" -> services(inner, value);
        default ->
            wrong(
                inner, "a group has no such field: it has name, query, include, exclude, services");
      }
    }
  }

  private void query(List<String> inner, Doc query) {
    try {
      Query.compile(Rewrite.of(query), Options.withGroups((group, id) -> true));
    } catch (QueryException e) {
      String suffix = " at " + e.path();
      String message = e.getMessage();
      if (!e.path().isEmpty() && message.endsWith(suffix)) {
        message = message.substring(0, message.length() - suffix.length());
      }
      List<String> place = new java.util.ArrayList<>(inner);
      place.addAll(document.place().at(inner).steps(e.path()));
      wrong(place, message);
    }
  }

  private void texts(List<String> inner, Object value) {
    if (!(value instanceof Arr list)) {
      wrong(inner, "expected a list, got " + kind(value));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof String)) {
        wrong(
            Specification.plus(inner, Integer.toString(i)),
            "expected a string, got " + kind(list.get(i)));
      }
    }
  }

  private void services(List<String> inner, Object value) {
    if (!(value instanceof Arr list)) {
      wrong(inner, "expected a list, got " + kind(value));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      List<String> place = Specification.plus(inner, Integer.toString(i));
      if (!(list.get(i) instanceof Doc service)) {
        wrong(place, "expected a mapping such as { name: http, port: 80 }");
        continue;
      }
      if (service.text("name") == null) {
        wrong(place, "a service needs a name");
      }
      if (!(service.get("port") instanceof Integer port) || port < 0 || port > 65535) {
        wrong(
            Specification.plus(place, "port"),
            "expected a port number, got " + kind(service.get("port")));
      }
      Object protocol = service.get("protocol");
      if (service.has("protocol") && !"tcp".equals(protocol) && !"udp".equals(protocol)) {
        wrong(Specification.plus(place, "protocol"), "expected tcp or udp, got " + kind(protocol));
      }
    }
  }

  private void wrong(List<String> place, String message) {
    mistakes.add(document.mistake(place, message));
  }

  private static String kind(Object value) {
    return switch (value) {
      case null -> "nothing";
      case Doc doc -> "a mapping";
      case Arr arr -> "a list";
      case String text -> "\"" + text + "\"";
      default -> value.toString();
    };
  }
}
