package org.perfectstorm.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
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

  /** Whether nothing happens by it. */
  public boolean isEmpty() {
    return changes.isEmpty() && events.isEmpty() && memberEvents.isEmpty() && logs.isEmpty();
  }

  /** One commit that does what several do, in order. */
  public static Commit joined(List<Commit> commits) {
    if (commits.size() == 1) {
      return commits.getFirst();
    }
    Map<String, Change> changes = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    List<MemberEvent> memberEvents = new ArrayList<>();
    List<LogPiece> logs = new ArrayList<>();
    for (Commit commit : commits) {
      for (Change change : commit.changes) {
        Change earlier = changes.remove(change.id());
        changes.put(
            change.id(),
            earlier == null
                ? change
                : new Change(change.kind(), change.id(), earlier.before(), change.after()));
        if (change.kind() == Kind.JOB && change.after() == null) {
          logs.removeIf(piece -> piece.job().equals(change.id()));
        }
      }
      events.addAll(commit.events);
      memberEvents.addAll(commit.memberEvents);
      logs.addAll(commit.logs);
    }
    return new Commit(List.copyOf(changes.values()), events, memberEvents, logs);
  }
}
