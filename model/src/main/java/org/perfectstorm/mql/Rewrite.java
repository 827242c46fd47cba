package org.perfectstorm.mql;

import java.util.function.BiFunction;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * What the API does to every query before it is compiled (filters, group queries, queries in
 * templates): {@code id} becomes {@code _id}, keys that no document can have are removed, names in
 * reference fields become ids. Pure; see the API's section on the parameter {@code q}.
 */
public final class Rewrite {
  private Rewrite() {}

  /** The query rewritten, references left as they are. */
  public static Doc of(Doc query) {
    return of(query, (_, value) -> value);
  }

  /**
   * The query rewritten.
   *
   * @param resolve gets a field at the top of the query and the plain string it is compared with,
   *     and gives the value to compare with instead: for a reference field the id of what the
   *     string names, else the string
   */
  public static Doc of(Doc query, BiFunction<String, String, Object> resolve) {
    DocBuilder rewritten = new DocBuilder();
    for (int i = 0; i < query.size(); i++) {
      String key = query.key(i);
      Object value = query.at(i);
      if (key.lastIndexOf('$') > 0 || key.indexOf('\0') >= 0) {
        continue;
      }
      if (key.equals("id")) {
        rewritten.put("_id", value);
      } else if (key.startsWith("$")) {
        rewritten.put(key, joins(key) ? inside(value) : value);
      } else {
        rewritten.put(key, value instanceof String text ? resolve.apply(key, text) : value);
      }
    }
    return rewritten.build();
  }

  private static boolean joins(String key) {
    return key.equals("$and") || key.equals("$or") || key.equals("$nor");
  }

  private static Object inside(Object value) {
    return switch (value) {
      case Arr arr ->
          Arr.holding(java.util.Arrays.asList(arr.stream().map(Rewrite::inside).toArray()));
      case Doc doc -> of(doc);
      case null, default -> value;
    };
  }
}
