package org.perfectstorm.store;

import java.time.Instant;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Makes commits for tests. */
public final class Commits {
  private Commits() {}

  public static Commit put(long number, Doc object) {
    String id = object.text("id");
    return new Commit(
        List.of(new Change(Kind.RESOURCE, id, null, object)),
        List.of(event(number, Event.Type.UPDATED, id)));
  }

  public static Commit remove(long number, Doc object) {
    String id = object.text("id");
    return new Commit(
        List.of(new Change(Kind.RESOURCE, id, object, null)),
        List.of(event(number, Event.Type.DELETED, id)));
  }

  public static Event event(long number, Event.Type type, String id) {
    return new Event(
        number,
        Instant.parse("2026-01-02T03:04:05.678901Z").plusMillis(number),
        type,
        Kind.RESOURCE,
        id,
        List.of("web.1", "ünï \"quoted\""));
  }

  public static Doc resource(String id, Object value) {
    return Doc.of("id", id, "type", "swarm-task", "value", value);
  }
}
