package org.perfectstorm.core;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.model.Numbered;
import org.perfectstorm.model.Reference;
import org.perfectstorm.store.Change;
import org.perfectstorm.store.Commit;
import org.perfectstorm.store.LogPiece;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * A piece of work on the state: all of it happens, or nothing. Used by the committing thread only,
 * while the work runs.
 */
public final class Transaction {
  private final Instant date;
  private final State before;
  private State state;
  private final Map<Object, Change> changes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<LogPiece> logs = new ArrayList<>();

  private record Key(Kind kind, String id) {}

  Transaction(State state, Instant date) {
    this.before = state;
    this.state = state;
    this.date = date;
  }

  /** The state with what was done so far. */
  public State state() {
    return state;
  }

  /** When this happens. */
  public Instant date() {
    return date;
  }

  /**
   * Creates the object with its id, or replaces it; tells so by an event, even if it is equal. The
   * id of a deleted object must never come back.
   */
  public void put(Kind kind, Doc object) {
    String id = object.text("id");
    boolean isNew = state.table(kind).get(id) == null;
    putSilently(kind, object);
    tell(isNew ? Event.Type.CREATED : Event.Type.UPDATED, kind, object);
  }

  /** As {@link #put}, without an event: for changes of which the API promises none. */
  public void putSilently(Kind kind, Doc object) {
    String id = object.text("id");
    Doc before = state.table(kind).get(id);
    if (object.equals(before)) {
      return;
    }
    Doc hidden = state.hidden(id);
    state = state.with(kind, object);
    record(kind, id, Hidden.join(before, hidden), Hidden.join(object, hidden));
  }

  /**
   * Sets what an object keeps to itself (see {@link State#hidden}); tells nobody.
   *
   * @param id the id of an object that is there
   * @param hidden all that it keeps from now on; empty for nothing
   */
  public void hide(Kind kind, String id, Doc hidden) {
    Doc object = state.table(kind).get(id);
    Doc before = state.hidden(id);
    if (hidden.equals(before)) {
      return;
    }
    state = state.hiding(id, hidden);
    record(kind, id, Hidden.join(object, before), Hidden.join(object, hidden));
  }

  /** Adds to the end of a job's log; tells nobody. */
  public void log(String job, String text) {
    for (byte[] piece : Pieces.of(text)) {
      LogPiece next = new LogPiece(job, state.logEnd(job), piece);
      logs.add(next);
      state = state.withLogEnd(job, next.end());
    }
  }

  /**
   * Deletes an object and what cannot be without it, dependants first, each with an event; pulls a
   * resource's id out of the lists of groups. Unknown ids are left alone.
   */
  public void delete(Kind kind, String id) {
    Doc object = state.table(kind).get(id);
    if (object == null) {
      return;
    }
    if (kind == Kind.AGENT) {
      Jobs.handBack(this, id);
    }
    // Taken out first, so that circles of references end; told of last, after its dependants.
    Doc hidden = state.hidden(id);
    state = state.without(kind, id);
    logs.removeIf(piece -> piece.job().equals(id));
    record(kind, id, Hidden.join(object, hidden), null);
    for (Kind holder : Kind.values()) {
      for (Reference reference : holder.references()) {
        if (reference.target() == kind) {
          let(holder, reference, id);
        }
      }
    }
    if (kind == Kind.RESOURCE) {
      pull(id);
    }
    tell(Event.Type.DELETED, kind, object);
  }

  /** Does what another server did and committed, and tells it with that one's numbers. */
  void repeat(Commit commit) {
    for (Change change : commit.changes()) {
      String id = change.id();
      Doc before = Hidden.join(state.table(change.kind()).get(id), state.hidden(id));
      Doc after = change.after();
      state =
          after == null
              ? state.without(change.kind(), id)
              : state.with(change.kind(), Hidden.without(after)).hiding(id, Hidden.of(after));
      record(change.kind(), id, before, after);
    }
    for (LogPiece piece : commit.logs()) {
      state = state.withLogEnd(piece.job(), piece.end());
    }
    events.addAll(commit.events());
    state =
        state.at(
            last(commit.events(), state.event()), last(commit.memberEvents(), state.memberEvent()));
  }

  private static long last(List<? extends Numbered> events, long before) {
    return events.isEmpty() ? before : events.getLast().number();
  }

  /**
   * Lets the groups react, then the subscriptions, and gives what was done, numbered on from the
   * state it began with.
   */
  Commit commit(LiveGroups groups, Subscriptions subscriptions) {
    List<MemberEvent> members = new ArrayList<>();
    state = groups.react(before, this, members);
    state = state.at(state.event(), state.memberEvent() + members.size());
    subscriptions.react(before, this, members);
    return new Commit(
        List.copyOf(changes.values()),
        List.copyOf(events),
        List.copyOf(members),
        List.copyOf(logs));
  }

  /** What was changed so far, at most one change an object. */
  Collection<Change> changes() {
    return changes.values();
  }

  /** What was told so far. */
  List<Event> events() {
    return events;
  }

  boolean isEmpty() {
    return changes.isEmpty() && events.isEmpty() && logs.isEmpty();
  }

  private void let(Kind holder, Reference reference, String gone) {
    List<String> holders =
        state.table(holder).referring(reference.field(), gone).stream()
            .sorted(comparing(id -> holder.position(state.table(holder).get(id))))
            .toList();
    for (String id : holders) {
      switch (reference.deletion()) {
        case CASCADE -> delete(holder, id);
        case CLEAR -> {
          Doc object = state.table(holder).get(id);
          if (object != null) {
            putSilently(holder, cleared(object, reference.field(), gone));
          }
        }
        case UNSET -> {
          Doc object = state.table(holder).get(id);
          if (object != null) {
            putSilently(holder, object.without(reference.field()));
          }
        }
      }
    }
  }

  private static Doc cleared(Doc object, String field, String gone) {
    if (!(object.get(field) instanceof Arr ids)) {
      return object.with(field, null);
    }
    List<Object> left = new ArrayList<>(ids);
    left.removeIf(gone::equals);
    // A list that an object may lack is there only while it has something in it.
    return left.isEmpty() ? object.without(field) : object.with(field, Arr.from(left));
  }

  private void pull(String resource) {
    for (Doc group : state.table(Kind.GROUP).list()) {
      Doc pulled = group;
      for (String list : List.of("include", "exclude")) {
        if (pulled.arr(list).contains(resource)) {
          List<Object> left = new ArrayList<>(pulled.arr(list));
          left.removeIf(resource::equals);
          pulled = pulled.with(list, Arr.from(left));
        }
      }
      putSilently(Kind.GROUP, pulled);
    }
  }

  private void tell(Event.Type type, Kind kind, Doc object) {
    long number = state.event() + 1;
    state = state.at(number, state.memberEvent());
    events.add(new Event(number, date, type, kind, object.text("id"), kind.names(object)));
  }

  /** Keeps at most one change an object: from what it was at first to what it is at last. */
  private void record(Kind kind, String id, Doc before, Doc after) {
    Key key = new Key(kind, id);
    Change earlier = changes.remove(key);
    Doc first = earlier == null ? before : earlier.before();
    if (first != null || after != null) {
      changes.put(key, new Change(kind, id, first, after));
    }
  }
}
