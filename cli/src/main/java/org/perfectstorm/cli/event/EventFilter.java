package org.perfectstorm.cli.event;

import java.util.Arrays;
import java.util.List;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Picks out events, by a text {@code event_type:entity_type:entity_id:name1,name2} of which any
 * part may be empty or left off.
 */
record EventFilter(String type, String kind, String id, List<String> names) {
  private static final List<String> TYPES =
      List.of("created", "updated", "deleted", "joined", "left");

  /**
   * Reads one.
   *
   * @throws Failure if no event could ever be like it
   */
  static EventFilter parse(String text) {
    String[] parts = text.split(":", 4);
    return new EventFilter(
        known(part(parts, 0), TYPES, text),
        known(part(parts, 1), Arrays.stream(Kind.values()).map(Kind::word).toList(), text),
        part(parts, 2),
        part(parts, 3).isEmpty() ? List.of() : List.of(part(parts, 3).split(",")));
  }

  private static String known(String word, List<String> words, String text) {
    if (!word.isEmpty() && !words.contains(word)) {
      throw Failure.usage(
          "FILTER: expected EVENT:KIND:ID:NAME,NAME, not \""
              + text
              + "\": "
              + word
              + " is none of "
              + String.join(", ", words));
    }
    return word;
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index].strip() : "";
  }

  /** Whether an event is like it: of an object, or of a resource that joined or left a group. */
  boolean matches(Doc event) {
    boolean object = event.has("entity_type");
    List<String> all = event.texts(object ? "entity_names" : "resource_names");
    return equal(type, event.text("event_type"))
        && equal(kind, object ? event.text("entity_type") : "resource")
        && equal(id, event.text(object ? "entity_id" : "resource"))
        && (names.isEmpty() || all.stream().anyMatch(names::contains));
  }

  private static boolean equal(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }
}
