package org.perfectstorm.cli.event;

import java.util.List;
import org.perfectstorm.value.Doc;

/**
 * Picks out events, by a text {@code event_type:entity_type:entity_id:name1,name2} of which any
 * part may be empty or left off.
 */
record EventFilter(String type, String kind, String id, List<String> names) {
  static EventFilter parse(String text) {
    String[] parts = text.split(":", 4);
    return new EventFilter(
        part(parts, 0),
        part(parts, 1),
        part(parts, 2),
        part(parts, 3).isEmpty() ? List.of() : List.of(part(parts, 3).split(",")));
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index].strip() : "";
  }

  boolean matches(Doc event) {
    return equal(type, event.text("event_type"))
        && equal(kind, event.text("entity_type"))
        && equal(id, event.text("entity_id"))
        && (names.isEmpty() || event.texts("entity_names").stream().anyMatch(names::contains));
  }

  private static boolean equal(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }
}
