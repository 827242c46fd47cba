package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.perfectstorm.mql.Batch;
import org.perfectstorm.mql.QueryIndex;
import org.perfectstorm.mql.Stopwatch;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the members of groups from nothing, by going along all resources once for all groups: at
 * start, and of groups that are new or changed.
 */
final class FullEvaluation {
  private final State state;
  private final Patience patience;
  private final List<Gathered> groups = new ArrayList<>();
  private final QueryIndex<Gathered> queries;
  private int given;

  /** Whom a group has; each is equal to itself alone. */
  private static final class Gathered {
    private final LiveGroup group;
    private final RoaringBitmap bits = new RoaringBitmap();

    Gathered(LiveGroup group) {
      this.group = group;
    }
  }

  private FullEvaluation(State state, Patience patience) {
    this.state = state;
    this.patience = patience;
    this.queries =
        new QueryIndex<>(
            new Stopwatch<>() {
              @Override
              public void start() {
                patience.start();
              }

              @Override
              public void stop(Gathered key, int documents) {
                patience.stop(key.group.id(), documents);
              }
            });
  }

  /**
   * The members of groups, by ordinal. Where patience ends with a group's query, the pinned ones.
   *
   * @param groups none of which asks other groups
   */
  static Map<String, RoaringBitmap> of(
      Collection<LiveGroup> groups, State state, Patience patience) {
    FullEvaluation evaluation = new FullEvaluation(state, patience);
    groups.forEach(evaluation::begin);
    if (evaluation.queries.size() > 0) {
      state.ordinals().read(evaluation::look);
    }
    evaluation.groups.forEach(evaluation::pin);
    return evaluation.groups.stream()
        .collect(Collectors.toMap(one -> one.group.id(), one -> one.bits));
  }

  private void begin(LiveGroup group) {
    Gathered gathered = new Gathered(group);
    groups.add(gathered);
    if (group.query() != null) {
      queries.put(gathered, group.query());
    }
  }

  private void look(Batch batch, int first) {
    queries.matching(
        batch,
        (gathered, matching) -> {
          for (long rest = matching; rest != 0; rest &= rest - 1) {
            gathered.bits.add(first + Long.numberOfTrailingZeros(rest));
          }
        });
    if (patience.over().size() > given) {
      given = patience.over().size();
      groups.stream().filter(one -> patience.isOver(one.group.id())).forEach(queries::remove);
    }
  }

  private void pin(Gathered one) {
    if (patience.isOver(one.group.id())) {
      one.bits.clear();
    }
    for (String id : one.group.include()) {
      int number = state.ordinals().of(id);
      if (number >= 0) {
        one.bits.add(number);
      }
    }
    for (String id : one.group.exclude()) {
      int number = state.ordinals().of(id);
      if (number >= 0) {
        one.bits.remove(number);
      }
    }
  }
}
