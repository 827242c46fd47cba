package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * Objects as people write them: without ids and defaults, groups and procedures by name, links as
 * arrows. What has no name keeps its id, so that it can be found again.
 */
final class FileForm {
  private FileForm() {}

  /** An object; what is nested in an application is only named. */
  static Doc of(Kind kind, Doc object, State state) {
    return switch (kind) {
      case GROUP -> group(object, state);
      case PROCEDURE -> procedure(object);
      default -> application(object, state, nested -> false);
    };
  }

  private static Doc group(Doc group, State state) {
    DocBuilder file = begin(group);
    putIfFilled(file, "query", group.get("query"));
    for (String field : List.of("include", "exclude")) {
      putIfFilled(
          file, field, Arr.from(group.texts(field).stream().map(id -> pinned(id, state)).toList()));
    }
    List<Doc> services = new ArrayList<>();
    for (Object each : group.arr("services")) {
      Doc service = (Doc) each;
      services.add("tcp".equals(service.text("protocol")) ? service.without("protocol") : service);
    }
    putIfFilled(file, "services", Arr.from(services));
    return file.build();
  }

  private static Doc procedure(Doc procedure) {
    DocBuilder file = begin(procedure).put("type", procedure.text("type"));
    for (String field : List.of("content", "options", "params", "retry", "timeout")) {
      putIfFilled(file, field, procedure.get(field));
    }
    return file.build();
  }

  /** A resource by a name that is its alone, so that it may be another one elsewhere. */
  private static String pinned(String id, State state) {
    Doc resource = state.table(Kind.RESOURCE).get(id);
    return resource == null
        ? id
        : resource.texts("names").stream()
            .filter(name -> !Ids.isId(name) && name.equals(name.strip()))
            .filter(name -> resource.equals(state.table(Kind.RESOURCE).find(name)))
            .findFirst()
            .orElse(id);
  }

  /**
   * An application.
   *
   * @param isNested which of the groups and procedures that it brings stand in it as a whole
   */
  static Doc application(Doc application, State state, Predicate<Doc> isNested) {
    DocBuilder file = begin(application);
    List<String> brought = names(Kind.GROUP, application.texts("groups"), state);
    putIfFilled(file, "groups", nested(Kind.GROUP, application.texts("groups"), state, isNested));

    Set<String> implied = new LinkedHashSet<>(brought);
    List<String> exposed = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (Object each : application.arr("links")) {
      Doc link = (Doc) each;
      implied.add(link.text("src_component"));
      implied.add(link.text("dest_component"));
      links.add(
          new Arrow(
                  link.text("src_component"),
                  link.text("dest_component"),
                  link.text("dest_service"))
              .toString());
    }
    for (Object each : application.arr("expose")) {
      Doc pair = (Doc) each;
      implied.add(pair.text("component"));
      exposed.add(new Arrow(null, pair.text("component"), pair.text("service")).toString());
    }
    // Groups, links and exposed services name the components, mostly in this very order.
    List<String> components = names(Kind.GROUP, application.texts("components"), state);
    if (!components.equals(List.copyOf(implied))) {
      putIfFilled(file, "components", Arr.from(components));
    }
    putIfFilled(file, "expose", Arr.from(exposed));
    putIfFilled(file, "links", Arr.from(links));
    putIfFilled(
        file,
        "procedures",
        nested(Kind.PROCEDURE, application.texts("procedures"), state, isNested));
    return file.build();
  }

  private static Arr nested(Kind kind, List<String> ids, State state, Predicate<Doc> isNested) {
    List<Object> nested = new ArrayList<>();
    for (String id : ids) {
      Doc object = state.table(kind).get(id);
      if (object != null) {
        nested.add(isNested.test(object) ? of(kind, object, state) : called(object));
      }
    }
    return Arr.from(nested);
  }

  private static List<String> names(Kind kind, List<String> ids, State state) {
    return ids.stream()
        .map(state.table(kind)::get)
        .filter(o -> o != null)
        .map(FileForm::called)
        .toList();
  }

  private static String called(Doc object) {
    return object.text("name") == null ? object.text("id") : object.text("name");
  }

  private static DocBuilder begin(Doc object) {
    DocBuilder file = new DocBuilder();
    return object.text("name") == null
        ? file.put("id", object.text("id"))
        : file.put("name", object.text("name"));
  }

  private static void putIfFilled(DocBuilder file, String field, Object value) {
    boolean isEmpty =
        value == null
            || value.equals("")
            || (value instanceof Doc doc && doc.isEmpty())
            || (value instanceof Arr arr && arr.isEmpty());
    if (!isEmpty) {
      file.put(field, value);
    }
  }
}
