package org.perfectstorm.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.value.Doc;

/**
 * What resources and groups were. Any thread may ask; nobody who writes waits for it. Every method
 * throws {@link StoreException} if the store cannot be read now.
 */
public interface History {
  /**
   * The earliest moment that can be asked for, as an event's number and as a date; null if nothing
   * is kept.
   */
  Begin begin();

  /**
   * Where history begins.
   *
   * @param event the number of an event
   * @param date when that was
   */
  record Begin(long event, Instant date) {}

  /** Those of some objects that were there at a moment, by id. */
  Map<String, Doc> at(Collection<String> ids, PointInTime moment);

  /** The ids of objects that had a name and lost it after a moment, or went. */
  Set<String> lost(Kind kind, String name, PointInTime moment);

  /** The id of the object that lost a name last; null if none did. */
  String lastNamed(Kind kind, String name);

  /**
   * The newest versions of an object, newest first.
   *
   * @param most how many at most
   */
  List<Version> versions(String id, int most);

  /**
   * Who joined and left a group, newest first.
   *
   * @param after only what happened after that moment; null for everything that is kept
   * @param until only up to the event with that number
   * @param most how many at most
   */
  List<MemberVersion> members(String group, PointInTime after, long until, int most);

  /**
   * The names that resources had when they joined or left, in the same order; none where that is no
   * longer known.
   */
  List<List<String>> names(List<MemberVersion> changes);
}
