package org.perfectstorm.client;

import java.util.List;
import org.perfectstorm.value.Doc;

/**
 * One event, as the feed tells it. Types and kinds are texts here: a newer stormd may have more of
 * them.
 *
 * @param number its number; consecutive
 * @param type {@code created}, {@code updated} or {@code deleted}
 * @param entity the kind of what changed: {@code resource}, {@code group}, ...
 * @param id the id of what changed
 * @param names the names it has
 * @param doc the event as stormd wrote it, with its {@code date} if stormd knows it
 */
public record Change(
    long number, String type, String entity, String id, List<String> names, Doc doc)
    implements Notice {
  static Change of(Doc doc) {
    return new Change(
        doc.get("id") instanceof Number number ? number.longValue() : -1,
        text(doc, "event_type"),
        text(doc, "entity_type"),
        text(doc, "entity_id"),
        doc.texts("entity_names"),
        doc);
  }

  private static String text(Doc doc, String key) {
    String text = doc.text(key);
    return text == null ? "" : text;
  }
}
