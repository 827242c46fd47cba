package org.perfectstorm.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;

/**
 * Keeps objects and the newest {@value #EVENTS} events as long as the process lives: for tests. It
 * may be loaded again after it was closed.
 */
public final class MemoryStore implements Store {
  private static final int EVENTS = 10_000;

  private final Map<String, Change> objects = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, byte[]>> logs = new HashMap<>();
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
    logs.forEach((job, log) -> contents.log(job, end(log)));
  }

  private static long end(SortedMap<Long, byte[]> log) {
    return log.lastKey() + log.get(log.lastKey()).length;
  }

  @Override
  public synchronized void append(List<Commit> commits) {
    for (Commit commit : commits) {
      for (Change change : commit.changes()) {
        if (change.after() == null) {
          objects.remove(change.id());
          logs.remove(change.id());
        } else {
          objects.put(change.id(), change);
        }
      }
      add(events, commit.events());
      add(memberEvents, commit.memberEvents());
      commit.logs().forEach(this::add);
    }
  }

  private void add(LogPiece piece) {
    TreeMap<Long, byte[]> log = logs.computeIfAbsent(piece.job(), _ -> new TreeMap<>());
    log.put(piece.start(), piece.text());
    long dropped = LogBounds.droppedUntil(piece.end());
    log.tailMap((long) LogBounds.HEAD, true)
        .entrySet()
        .removeIf(kept -> kept.getKey() + kept.getValue().length <= dropped);
  }

  @Override
  public synchronized LogPart log(String job, long start, int most) {
    for (Map.Entry<Long, byte[]> kept : logs.getOrDefault(job, new TreeMap<>()).entrySet()) {
      long end = kept.getKey() + kept.getValue().length;
      if (end > start) {
        long from = Math.max(start, kept.getKey());
        int skip = (int) (from - kept.getKey());
        int length = Math.min(most, kept.getValue().length - skip);
        return new LogPart(from, Arrays.copyOfRange(kept.getValue(), skip, skip + length));
      }
    }
    return new LogPart(start, new byte[0]);
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
