package org.perfectstorm.api.schema;

import java.time.Instant;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** What a body is checked against: the objects there are, and the time. */
public interface World {
  /** The id of the one object that an id or a name means; null if there is none, or several. */
  String find(Kind kind, String key);

  /** The object with an id; null if there is none. */
  Doc get(Kind kind, String id);

  /** Whether an object other than the one with an id has a value in a field of unique values. */
  boolean isTaken(Kind kind, String field, Object value, String exceptId);

  /** Whether an agent has a resource of a native id, other than the one with an id. */
  boolean isKnown(String owner, String nativeId, String exceptId);

  /** When the change happens. */
  Instant now();
}
