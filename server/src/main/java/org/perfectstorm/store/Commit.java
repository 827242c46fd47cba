package org.perfectstorm.store;

import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.MemberEvent;

/**
 * What is kept or lost as a whole.
 *
 * @param changes at most one an object
 * @param events in order, numbered on from the commit before; they may be fewer or more than the
 *     changes, since some changes are silent
 * @param memberEvents who joined and left which group by it, in order, numbered likewise
 * @param logs what is added to jobs' logs, each at the end of its log; a job that is deleted takes
 *     its log with it
 */
public record Commit(
    List<Change> changes, List<Event> events, List<MemberEvent> memberEvents, List<LogPiece> logs) {
  /** A commit by which nobody joins or leaves a group. */
  public Commit(List<Change> changes, List<Event> events) {
    this(changes, events, List.of(), List.of());
  }
}
