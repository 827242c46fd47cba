package org.perfectstorm.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.perfectstorm.mql.QueryIndex;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the members of groups from nothing, by going along all resources once for all groups: at
 * start, and of groups that are new or changed.
 */
final class FullEvaluation {
  private final State state;
  private final QueryIndex<Gathered> queries = new QueryIndex<>();
  private final Map<String, RoaringBitmap> members = new HashMap<>();

  /** Whom a query found; each is equal to itself alone. */
  private static final class Gathered {
    private final RoaringBitmap bits = new RoaringBitmap();
  }

  private FullEvaluation(State state) {
    this.state = state;
  }

  /**
   * The members of groups, by ordinal.
   *
   * @param groups none of which asks other groups
   */
  static Map<String, RoaringBitmap> of(Collection<LiveGroup> groups, State state) {
    FullEvaluation evaluation = new FullEvaluation(state);
    groups.forEach(evaluation::begin);
    if (evaluation.queries.size() > 0) {
      state.ordinals().resources().read(evaluation::look);
    }
    groups.forEach(evaluation::pin);
    return evaluation.members;
  }

  private void begin(LiveGroup group) {
    Gathered gathered = new Gathered();
    members.put(group.id(), gathered.bits);
    if (group.query() != null) {
      queries.put(gathered, group.query());
    }
  }

  private void look(int first, Object[] resources) {
    queries.matching(
        resources,
        (gathered, matching) -> {
          for (long rest = matching; rest != 0; rest &= rest - 1) {
            gathered.bits.add(first + Long.numberOfTrailingZeros(rest));
          }
        });
  }

  private void pin(LiveGroup group) {
    RoaringBitmap bits = members.get(group.id());
    for (String id : group.include()) {
      int number = state.ordinals().of(id);
      if (number >= 0) {
        bits.add(number);
      }
    }
    for (String id : group.exclude()) {
      int number = state.ordinals().of(id);
      if (number >= 0) {
        bits.remove(number);
      }
    }
  }
}
