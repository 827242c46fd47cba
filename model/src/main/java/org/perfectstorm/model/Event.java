package org.perfectstorm.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * One numbered change.
 *
 * @param number consecutive over the life of the store, from 1
 * @param date when it was committed
 * @param type what happened
 * @param kind to what kind of object
 * @param id the object's id
 * @param names the object's names after the change (before it, if deleted)
 */
public record Event(long number, Instant date, Type type, Kind kind, String id, List<String> names)
    implements Numbered {
  /** What can happen to an object. */
  public enum Type {
    CREATED,
    UPDATED,
    DELETED;

    /** As the API says it: {@code created}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The event as clients know it, without its date. */
  @Override
  public Doc toDoc() {
    return Doc.of(
        "id", number,
        "event_type", type.word(),
        "entity_type", kind.word(),
        "entity_id", id,
        "entity_names", Arr.from(names));
  }
}
