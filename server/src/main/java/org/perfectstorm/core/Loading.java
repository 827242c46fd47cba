package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.model.Numbered;
import org.perfectstorm.store.Store;
import org.perfectstorm.value.Doc;

/** Builds the first state from a store's contents. */
final class Loading implements Store.Contents {
  private State state = State.empty();
  final List<Event> events = new ArrayList<>();
  final List<MemberEvent> memberEvents = new ArrayList<>();

  @Override
  public void object(Kind kind, Doc object) {
    Doc hidden = Hidden.of(object);
    state = state.with(kind, Hidden.without(object)).hiding(object.text("id"), hidden);
  }

  @Override
  public void log(String job, long end) {
    state = state.withLogEnd(job, end);
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
    return state.at(last(events), last(memberEvents));
  }

  private static long last(List<? extends Numbered> events) {
    return events.isEmpty() ? 0 : events.getLast().number();
  }
}
