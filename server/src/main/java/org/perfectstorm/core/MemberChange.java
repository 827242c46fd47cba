package org.perfectstorm.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * One change of a resource, as a group sees it: an event of a member, or a resource that joins or
 * leaves, or both in one.
 */
final class MemberChange {
  /** What a subscription wants that does not say: any event of a member, and the loss of one. */
  private static final Set<Happening> USUAL =
      EnumSet.of(Happening.CREATED, Happening.UPDATED, Happening.DELETED, Happening.LEFT);

  private final long number;
  private final String resource;
  private final List<String> names;
  private final EnumSet<Happening> happenings = EnumSet.noneOf(Happening.class);
  private MemberEvent crossing;

  private MemberChange(long number, String resource, List<String> names) {
    this.number = number;
    this.resource = resource;
    this.names = names;
  }

  /** A change that is made of a resource's event. */
  static MemberChange of(Event event) {
    MemberChange change = new MemberChange(event.number(), event.id(), event.names());
    change.happenings.add(Happening.valueOf(event.type().name()));
    return change;
  }

  /** A change that makes a resource join or leave, which is still to be said; a number for it. */
  static MemberChange of(MemberEvent event, long number) {
    return new MemberChange(number, event.resource(), event.resourceNames());
  }

  /** The resource joins or leaves by this change. */
  void with(MemberEvent event) {
    happenings.add(Happening.valueOf(event.type().name()));
    crossing = event;
  }

  /**
   * What a subscription's job is told of it, in the form of an event; null if the subscription does
   * not want it.
   */
  Doc told(Doc subscription) {
    Set<Happening> wanted = wanted(subscription);
    return happenings.stream().filter(wanted::contains).findFirst().map(this::told).orElse(null);
  }

  private Doc told(Happening happening) {
    Doc event =
        Doc.of(
            "id",
            number,
            "event_type",
            happening.word(),
            "entity_type",
            "resource",
            "entity_id",
            resource,
            "entity_names",
            Arr.from(names));
    return happening.isOfMember()
        ? event.with("group", crossing.group()).with("group_name", crossing.groupName())
        : event;
  }

  private static Set<Happening> wanted(Doc subscription) {
    List<String> on = subscription.texts("on");
    if (on.isEmpty()) {
      return USUAL;
    }
    EnumSet<Happening> wanted = EnumSet.noneOf(Happening.class);
    on.forEach(word -> wanted.add(Happening.of(word)));
    return wanted;
  }
}
