package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * What real documents hold: the paths that a query can name, how often each is there, with which
 * types and values. For completion while somebody writes a query.
 */
public final class Fields {
  /** So many different values of a path are counted; further ones only count as seen. */
  private static final int VALUES_COUNTED = 1_000;

  /** So many values of a path are given. */
  private static final int VALUES_GIVEN = 10;

  /** Longer texts are no use as a completion. */
  private static final int LONGEST_VALUE = 200;

  private final String prefix;
  private final Map<String, Field> fields = new HashMap<>();

  private static final class Field {
    int count;
    final Map<Kind, Integer> types = new EnumMap<>(Kind.class);
    final Map<Object, Integer> values = new HashMap<>();
  }

  private Fields(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The paths that begin with a text, the most frequent first, those of equal frequency by name.
   *
   * @param prefix what the paths begin with: {@code snapshot.Spec.La}; empty for all
   * @param limit how many paths at most
   * @return for each path {@code {"path": .., "count": how often it is there (an array may hold it
   *     several times), "types": {type: values of it}, "values": [{"value": .., "count": ..}]}};
   *     values are texts, numbers and booleans, the most frequent first
   */
  public static List<Doc> of(Iterable<Doc> documents, String prefix, int limit) {
    Fields fields = new Fields(prefix);
    for (Doc document : documents) {
      fields.walk("", document);
    }
    return fields.fields.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Field> field) -> -field.getValue().count)
                .thenComparing(Map.Entry::getKey))
        .limit(limit)
        .map(field -> doc(field.getKey(), field.getValue()))
        .toList();
  }

  private void walk(String above, Doc doc) {
    for (int i = 0; i < doc.size(); i++) {
      String path = above.isEmpty() ? doc.key(i) : above + "." + doc.key(i);
      boolean wanted = path.startsWith(prefix);
      if (wanted) {
        Field field = fields.computeIfAbsent(path, _ -> new Field());
        field.count++;
        see(field, doc.at(i));
      }
      // Below a path that is on the way to the prefix, or behind it.
      if (wanted || prefix.startsWith(path + ".")) {
        below(path, doc.at(i));
      }
    }
  }

  private void below(String path, Object value) {
    if (value instanceof Doc doc) {
      walk(path, doc);
    } else if (value instanceof Arr arr) {
      for (Object element : arr) {
        if (element instanceof Doc doc) {
          walk(path, doc);
        }
      }
    }
  }

  private static void see(Field field, Object value) {
    field.types.merge(Kind.of(value), 1, Integer::sum);
    if (value instanceof Arr arr) {
      arr.forEach(element -> count(field, element));
    } else {
      count(field, value);
    }
  }

  private static void count(Field field, Object value) {
    boolean given =
        value instanceof Number
            || value instanceof Boolean
            || (value instanceof String text && text.length() <= LONGEST_VALUE);
    if (given && (field.values.size() < VALUES_COUNTED || field.values.containsKey(value))) {
      field.values.merge(value, 1, Integer::sum);
    }
  }

  private static Doc doc(String path, Field field) {
    DocBuilder types = new DocBuilder();
    field.types.forEach((type, count) -> types.put(type.alias(), count));
    List<Object> values = new ArrayList<>();
    field.values.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Object, Integer> value) -> -value.getValue())
                .thenComparing(value -> value.getKey().toString()))
        .limit(VALUES_GIVEN)
        .forEach(value -> values.add(Doc.of("value", value.getKey(), "count", value.getValue())));
    return Doc.of(
        "path", path, "count", field.count, "types", types.build(), "values", Arr.from(values));
  }
}
