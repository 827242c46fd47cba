package org.perfectstorm.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;

/**
 * Keeps objects and the newest {@value #EVENTS} events as long as the process lives: for tests. It
 * may be loaded again after it was closed.
 */
public final class MemoryStore implements Store {
  private static final int EVENTS = 10_000;

  private final Map<String, Change> objects = new LinkedHashMap<>();
  private final Deque<Event> events = new ArrayDeque<>();
  private final Deque<MemberEvent> memberEvents = new ArrayDeque<>();

  @Override
  public void load(Contents contents) {
    for (Change last : objects.values()) {
      Kind kind = last.kind();
      Doc object = last.after();
      contents.object(kind, object);
    }
    events.forEach(contents::event);
    memberEvents.forEach(contents::memberEvent);
  }

  @Override
  public void append(List<Commit> commits) {
    for (Commit commit : commits) {
      for (Change change : commit.changes()) {
        if (change.after() == null) {
          objects.remove(change.id());
        } else {
          objects.put(change.id(), change);
        }
      }
      add(events, commit.events());
      add(memberEvents, commit.memberEvents());
    }
  }

  private static <E> void add(Deque<E> log, List<E> more) {
    log.addAll(more);
    while (log.size() > EVENTS) {
      log.removeFirst();
    }
  }

  @Override
  public void close() {}
}
