package org.perfectstorm.mql.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.mql.regex.Regex;
import org.perfectstorm.mql.schema.Schema.Check;
import org.perfectstorm.value.Doc;

/** What keywords ask of the fields of objects. */
final class Properties {
  /** The schema that everything conforms to. */
  static final Schema ANYTHING = new Schema(List.of());

  /** The schema that nothing conforms to. */
  static final Schema NOTHING = new Schema(List.of(new Schema.Rule("false", _ -> false)));

  private Properties() {}

  static Check required(List<String> names) {
    return value -> !(value instanceof Doc doc) || names.stream().allMatch(doc::has);
  }

  static Check of(Map<String, Schema> schemas) {
    return value -> {
      if (value instanceof Doc doc) {
        for (Map.Entry<String, Schema> entry : schemas.entrySet()) {
          if (doc.has(entry.getKey()) && !entry.getValue().allows(doc.get(entry.getKey()))) {
            return false;
          }
        }
      }
      return true;
    };
  }

  static Check ofPatterns(Map<String, Schema> schemas) {
    Map<Regex, Schema> patterns = new LinkedHashMap<>();
    schemas.forEach((pattern, schema) -> patterns.put(Regex.compile(pattern, ""), schema));
    return value -> {
      if (value instanceof Doc doc) {
        for (Map.Entry<Regex, Schema> entry : patterns.entrySet()) {
          for (int i = 0; i < doc.size(); i++) {
            if (entry.getKey().foundIn(doc.key(i)) && !entry.getValue().allows(doc.at(i))) {
              return false;
            }
          }
        }
      }
      return true;
    };
  }

  /** All fields that are neither named nor match a pattern conform to a schema. */
  static Check additional(Schema schema, List<String> names, List<String> patterns) {
    Set<String> known = Set.copyOf(names);
    List<Regex> regexes = patterns.stream().map(pattern -> Regex.compile(pattern, "")).toList();
    return value -> {
      if (value instanceof Doc doc) {
        for (int i = 0; i < doc.size(); i++) {
          String key = doc.key(i);
          if (!known.contains(key)
              && regexes.stream().noneMatch(regex -> regex.foundIn(key))
              && !schema.allows(doc.at(i))) {
            return false;
          }
        }
      }
      return true;
    };
  }
}
