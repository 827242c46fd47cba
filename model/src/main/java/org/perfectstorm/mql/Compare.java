package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.bson.Order;

/**
 * {@code $lt}, {@code $lte}, {@code $gt}, {@code $gte}: the order among values of the same kind;
 * values of other kinds are neither below nor above, but every value is above MinKey and below
 * MaxKey.
 */
record Compare(boolean below, boolean orEqual, Object limit, Kind kind) implements Operator {
  Compare(boolean below, boolean orEqual, Object limit) {
    this(below, orEqual, limit, Kind.of(limit));
  }

  @Override
  public boolean accepts(Object value) {
    if (value instanceof Integer small && limit instanceof Integer whole) {
      return holds(Integer.compare(small, whole));
    }
    int rank = Kind.rankOf(value);
    if (rank != kind.rank()) {
      return otherKind(rank);
    }
    if (kind.isNumber() && (Numbers.isNaN(value) || Numbers.isNaN(limit))) {
      return orEqual && Numbers.isNaN(value) && Numbers.isNaN(limit);
    }
    return holds(Order.compare(value, limit));
  }

  private boolean otherKind(int rank) {
    return switch (kind) {
      case NULL -> orEqual && rank == Kind.MISSING.rank();
      case MIN_KEY -> !below;
      case MAX_KEY -> below;
      default -> false;
    };
  }

  private boolean holds(int order) {
    return order == 0 ? orEqual : (order < 0) == below;
  }
}
