package org.perfectstorm.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;
import org.roaringbitmap.RoaringBitmap;

/**
 * The reaction of subscriptions to what happened to the members of their groups: jobs, in the same
 * commit. Used by the committing thread alone.
 */
final class Subscriptions {
  private final Firing firing;

  /** The subscriptions of each group, and the table that says so. */
  private Table seen = Table.empty(Kind.SUBSCRIPTION);

  private Map<String, List<Doc>> byGroup = Map.of();

  /**
   * What happened in one transaction.
   *
   * @param events what happened to resources
   * @param last the number of each such resource's last event
   * @param numbers the ordinals of the events' resources, -1 for one that is not there
   * @param changed the same as a set
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record News(
      State before,
      State after,
      List<Event> events,
      Map<String, Long> last,
      int[] numbers,
      RoaringBitmap changed) {
    static News of(State before, Transaction done) {
      List<Event> events =
          done.events().stream().filter(event -> event.kind() == Kind.RESOURCE).toList();
      int[] numbers = new int[events.size()];
      RoaringBitmap changed = new RoaringBitmap();
      Map<String, Long> last = new HashMap<>();
      for (int i = 0; i < numbers.length; i++) {
        Event event = events.get(i);
        last.put(event.id(), event.number());
        State state = event.type() == Event.Type.DELETED ? before : done.state();
        numbers[i] = state.ordinals().of(event.id());
        if (numbers[i] >= 0) {
          changed.add(numbers[i]);
        }
      }
      return new News(before, done.state(), events, last, numbers, changed);
    }

    /**
     * What happened to a group. A resource's event, and its joining or leaving in the same commit,
     * are one change, whatever else may have caused that.
     */
    Collection<MemberChange> changes(String group, List<MemberEvent> crossings) {
      Map<Place, MemberChange> changes = new LinkedHashMap<>();
      for (Event event : ofMembers(group)) {
        changes.put(new Place(event.number(), event.id()), MemberChange.of(event));
      }
      for (MemberEvent crossing : crossings) {
        long number = last.getOrDefault(crossing.resource(), crossing.cause());
        changes
            .computeIfAbsent(
                new Place(number, crossing.resource()), _ -> MemberChange.of(crossing, number))
            .with(crossing);
      }
      return changes.values();
    }

    /** The events of a group's members: of those that it has, and deleted ones that it had. */
    private List<Event> ofMembers(String group) {
      RoaringBitmap had = before.bits(group);
      RoaringBitmap has = after.bits(group);
      if (!RoaringBitmap.intersects(changed, had) && !RoaringBitmap.intersects(changed, has)) {
        return List.of();
      }
      List<Event> found = new ArrayList<>();
      for (int i = 0; i < numbers.length; i++) {
        RoaringBitmap members = events.get(i).type() == Event.Type.DELETED ? had : has;
        if (numbers[i] >= 0 && members.contains(numbers[i])) {
          found.add(events.get(i));
        }
      }
      return found;
    }
  }

  private record Place(long number, String resource) {}

  /**
   * @param mostFirings how often a subscription may fire in {@link Firing#WINDOW}
   */
  Subscriptions(int mostFirings) {
    this.firing = new Firing(mostFirings);
  }

  /**
   * Adds the jobs that follow to a transaction.
   *
   * @param before the state before the transaction
   * @param done the transaction, with the members that follow from it
   * @param crossings who joined and left by it
   */
  void react(State before, Transaction done, List<MemberEvent> crossings) {
    Table subscriptions = done.state().table(Kind.SUBSCRIPTION);
    if (subscriptions.size() == 0) {
      return;
    }
    News news = News.of(before, done);
    if (news.events().isEmpty() && crossings.isEmpty()) {
      return;
    }
    Map<String, List<MemberEvent>> crossingsByGroup = new LinkedHashMap<>();
    for (MemberEvent crossing : crossings) {
      crossingsByGroup.computeIfAbsent(crossing.group(), _ -> new ArrayList<>()).add(crossing);
    }
    Firing.Budget budget = new Firing.Budget();
    byGroup(subscriptions)
        .forEach(
            (group, subscribed) -> {
              Collection<MemberChange> changes =
                  news.changes(group, crossingsByGroup.getOrDefault(group, List.of()));
              if (!changes.isEmpty()) {
                subscribed.forEach(each -> fire(done, each, changes, budget));
              }
            });
  }

  /** Fires what was held back and is due by now. */
  void release(Transaction transaction, List<String> ids) {
    Firing.Budget budget = new Firing.Budget();
    for (String id : ids) {
      Doc subscription = transaction.state().table(Kind.SUBSCRIPTION).get(id);
      if (subscription != null && !budget.isSpent()) {
        firing.release(transaction, subscription);
      }
    }
  }

  /** When held firings of a subscription are due; null if there are none. */
  static Instant due(State state, Doc subscription) {
    return subscription.has("held") ? Firing.due(state.hidden(subscription.text("id"))) : null;
  }

  private void fire(
      Transaction done, Doc subscription, Collection<MemberChange> changes, Firing.Budget budget) {
    List<Doc> told = new ArrayList<>();
    for (MemberChange change : changes) {
      Doc event = change.told(subscription);
      if (event != null) {
        told.add(event);
      }
    }
    if (!told.isEmpty()) {
      firing.fire(done, subscription, told, budget);
    }
  }

  @SuppressWarnings("ReferenceEquality") // The same table has the same subscriptions.
  private Map<String, List<Doc>> byGroup(Table subscriptions) {
    if (subscriptions != seen) {
      Map<String, List<Doc>> found = new LinkedHashMap<>();
      for (Doc each : subscriptions.list()) {
        found.computeIfAbsent(each.text("group"), _ -> new ArrayList<>()).add(each);
      }
      byGroup = found;
      seen = subscriptions;
    }
    return byGroup;
  }
}
