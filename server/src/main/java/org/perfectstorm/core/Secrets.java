package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Values that nobody may see but the agent that needs them. */
final class Secrets {
  /** The longest first, so that a secret inside of another leaves nothing of it. */
  private final List<String> values;

  private Secrets(Set<String> values) {
    this.values = new ArrayList<>(values);
    this.values.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** The secrets of a job that has not ended: the values of its secret parameters. */
  static Secrets of(State state, Doc job) {
    Set<String> values = new TreeSet<>();
    Doc params = state.hidden(job.text("id")).doc("params");
    job.texts("secrets").forEach(name -> collect(params.get(name), values));
    return new Secrets(values);
  }

  private static void collect(Object value, Set<String> values) {
    switch (value) {
      case String text -> {
        if (!text.isBlank()) {
          values.add(text);
        }
      }
      case Number number -> values.add(number.toString());
      case Arr arr -> arr.forEach(element -> collect(element, values));
      case Doc doc -> doc.forEach(entry -> collect(entry.getValue(), values));
      case null, default -> {
        // True, false and null are no secrets.
      }
    }
  }

  /** A text without the secrets. */
  String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, Rendering.MASK);
    }
    return masked;
  }

  /** A document whose texts, keys included, are without the secrets. */
  Doc mask(Doc doc) {
    return values.isEmpty() ? doc : (Doc) masked(doc);
  }

  private Object masked(Object value) {
    return switch (value) {
      case String text -> mask(text);
      case Arr arr -> Arr.from(arr.stream().map(this::masked).toList());
      case Doc doc -> {
        DocBuilder masked = new DocBuilder();
        doc.forEach(entry -> masked.put(mask(entry.getKey()), masked(entry.getValue())));
        yield masked.build();
      }
      case null, default -> value;
    };
  }
}
