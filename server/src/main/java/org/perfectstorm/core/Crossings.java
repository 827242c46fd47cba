package org.perfectstorm.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.roaringbitmap.RoaringBitmap;

/** Who joined and left groups, as another server told it. */
final class Crossings {
  private Crossings() {}

  /**
   * The state with the members that follow.
   *
   * @param before the state before the commit that tells it
   * @param after the state after it, but for the members
   */
  static State apply(List<MemberEvent> told, State before, State after) {
    Map<String, RoaringBitmap> members = new HashMap<>();
    for (MemberEvent event : told) {
      int known = after.ordinals().of(event.resource());
      int number = known < 0 ? before.ordinals().of(event.resource()) : known;
      // Who came and went in one commit was never here; a group that is gone has no members.
      if (number < 0 || after.table(Kind.GROUP).get(event.group()) == null) {
        continue;
      }
      RoaringBitmap bits =
          members.computeIfAbsent(event.group(), group -> after.bits(group).clone());
      if (event.type() == MemberEvent.Type.JOINED) {
        bits.add(number);
      } else {
        bits.remove(number);
      }
    }
    State state = after;
    for (Map.Entry<String, RoaringBitmap> group : members.entrySet()) {
      state = state.withMembers(group.getKey(), group.getValue());
    }
    return state;
  }
}
