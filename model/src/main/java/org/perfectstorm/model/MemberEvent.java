package org.perfectstorm.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * A resource joining or leaving a group. These events are numbered on their own.
 *
 * @param number consecutive over the life of the store, from 1
 * @param date when it was committed
 * @param type what happened
 * @param group the group's id
 * @param groupName the group's name, or null
 * @param resource the resource's id
 * @param resourceNames the resource's names
 * @param cause the number of the event that made it so: a change of the resource or of a group
 */
public record MemberEvent(
    long number,
    Instant date,
    Type type,
    String group,
    String groupName,
    String resource,
    List<String> resourceNames,
    long cause)
    implements Numbered {
  /** Which way it went. */
  public enum Type {
    JOINED,
    LEFT;

    /** As the API says it: {@code joined}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An event from its form for clients. */
  public static MemberEvent from(Doc doc, long number, Instant date) {
    return new MemberEvent(
        number,
        date,
        Type.valueOf(doc.text("event_type").toUpperCase(Locale.ROOT)),
        doc.text("group"),
        doc.text("group_name"),
        doc.text("resource"),
        doc.texts("resource_names"),
        ((Number) doc.get("cause")).longValue());
  }

  /** The event as clients know it, without its date. */
  @Override
  public Doc toDoc() {
    return Doc.of(
        "id", number,
        "event_type", type.word(),
        "group", group,
        "group_name", groupName,
        "resource", resource,
        "resource_names", Arr.from(resourceNames),
        "cause", cause);
  }
}
