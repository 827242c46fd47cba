package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.model.Numbered;
import org.perfectstorm.store.Store;
import org.perfectstorm.value.Doc;

/** Builds the first state from a store's contents. */
final class Loading implements Store.Contents {
  final List<Event> events = new ArrayList<>();
  final List<MemberEvent> memberEvents = new ArrayList<>();
  private final Map<Kind, List<Doc>> objects = new EnumMap<>(Kind.class);
  private final Map<String, Doc> hidden = new HashMap<>();
  private final Map<String, Long> logEnds = new HashMap<>();

  @Override
  public void object(Kind kind, Doc object) {
    Doc kept = Hidden.of(object);
    if (!kept.isEmpty()) {
      hidden.put(object.text("id"), kept);
    }
    objects.computeIfAbsent(kind, _ -> new ArrayList<>()).add(Hidden.without(object));
  }

  @Override
  public void log(String job, long end) {
    logEnds.put(job, end);
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void memberEvent(MemberEvent event) {
    memberEvents.add(event);
  }

  State state() {
    State state = State.of(objects);
    for (Map.Entry<String, Doc> kept : hidden.entrySet()) {
      state = state.hiding(kept.getKey(), kept.getValue());
    }
    for (Map.Entry<String, Long> end : logEnds.entrySet()) {
      state = state.withLogEnd(end.getKey(), end.getValue());
    }
    return state.at(last(events), last(memberEvents));
  }

  private static long last(List<? extends Numbered> events) {
    return events.isEmpty() ? 0 : events.getLast().number();
  }
}
