package org.perfectstorm.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;

/** What a store hands over, for tests: objects by kind and id, events in order, ends of logs. */
public record Kept(
    Map<String, Doc> objects,
    List<Event> events,
    List<MemberEvent> memberEvents,
    Map<String, Long> logs)
    implements Store.Contents {
  public static Kept of(Store store) {
    Kept kept = new Kept(new TreeMap<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    store.load(kept);
    return kept;
  }

  @Override
  public void object(Kind kind, Doc object) {
    Doc twice = objects.put(kind.word() + " " + object.text("id"), object);
    if (twice != null) {
      throw new AssertionError("handed over twice: " + twice);
    }
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void log(String job, long end) {
    logs.put(job, end);
  }

  @Override
  public void memberEvent(MemberEvent event) {
    memberEvents.add(event);
  }
}
