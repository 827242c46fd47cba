package org.perfectstorm.api;

import java.util.LinkedHashSet;
import java.util.Set;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * Which attributes of its objects a list shows: those that the parameter {@code fields} names, and
 * the id; all of them without it. A list of resources without their snapshots is a tenth as long.
 *
 * @param fields the names of attributes; null for all
 */
record Selection(Set<String> fields) {
  static Selection of(Params params) {
    if (!params.has("fields")) {
      return new Selection(null);
    }
    Set<String> fields = new LinkedHashSet<>();
    fields.add("id");
    for (String field : params.get("fields").split(",")) {
      fields.add(field.strip());
    }
    return new Selection(fields);
  }

  /** What is shown of an object, in the object's own order. */
  Doc from(Doc object) {
    if (fields == null) {
      return object;
    }
    DocBuilder shown = new DocBuilder();
    for (int i = 0; i < object.size(); i++) {
      if (fields.contains(object.key(i))) {
        shown.put(object.key(i), object.at(i));
      }
    }
    return shown.build();
  }
}
