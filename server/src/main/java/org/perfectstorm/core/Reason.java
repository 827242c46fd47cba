package org.perfectstorm.core;

import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Explanation;
import org.perfectstorm.mql.Membership;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.value.Doc;

/**
 * Why a resource is a member of a group, or is not.
 *
 * @param member whether it is
 * @param why what decided: it is pinned by {@code include} or {@code exclude}, the query is empty,
 *     or takes too long to be asked ({@link State#isSuspended}), or says so
 * @param query the query, clause by clause; null if the group has none
 */
public record Reason(boolean member, Decision why, Explanation query) {
  /** What can decide, the strongest first. */
  public enum Decision {
    EXCLUDED,
    INCLUDED,
    /** The query is no longer asked, since it takes too long. */
    SUSPENDED,
    EMPTY_QUERY,
    QUERY
  }

  /**
   * @throws QueryException if the group's query has no meaning
   */
  public static Reason of(Doc group, Doc resource, State state) {
    Membership membership =
        (name, id) -> {
          Doc asked = state.table(Kind.GROUP).find(name);
          return asked != null && state.isMember(asked.text("id"), id);
        };
    LiveGroup live = LiveGroup.of(group, state, membership);
    String id = resource.text("id");
    Decision why =
        live.exclude().contains(id)
            ? Decision.EXCLUDED
            : live.include().contains(id)
                ? Decision.INCLUDED
                : state.isSuspended(live.id())
                    ? Decision.SUSPENDED
                    : live.query() == null ? Decision.EMPTY_QUERY : Decision.QUERY;
    Explanation query = live.query() == null ? null : live.query().explain(resource);
    boolean member = why == Decision.SUSPENDED ? state.isMember(live.id(), id) : live.has(resource);
    return new Reason(member, why, query);
  }
}
