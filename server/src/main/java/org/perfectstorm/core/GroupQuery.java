package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.value.Doc;

/** What a group's query must be, before it is saved. */
public final class GroupQuery {
  private GroupQuery() {}

  /**
   * Checks that a group's query has a meaning, and that groups do not ask each other in a circle.
   *
   * @param group the group as it would be saved, with its id
   * @param state what is there otherwise
   * @throws QueryException if the query has no meaning
   * @throws Circle if the group would ask itself
   */
  public static void check(Doc group, State state) {
    List<String> circle = new ArrayList<>();
    if (leadsBack(group, group, state, new HashSet<>(), circle)) {
      throw new Circle(circle);
    }
  }

  private static boolean leadsBack(
      Doc group, Doc start, State state, Set<String> seen, List<String> path) {
    path.add(called(group));
    for (String asked : asked(group, path.size() == 1)) {
      if (asked.equals(start.text("id")) || asked.equals(start.text("name"))) {
        path.add(called(start));
        return true;
      }
      Doc next = state.table(Kind.GROUP).find(asked);
      if (next != null && seen.add(next.text("id")) && leadsBack(next, start, state, seen, path)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }

  private static Set<String> asked(Doc group, boolean mustHaveMeaning) {
    try {
      return Query.compile(Rewrite.of(group.doc("query")), Options.withGroups((_, _) -> false))
          .groups();
    } catch (QueryException e) {
      if (mustHaveMeaning) {
        throw e;
      }
      return Set.of();
    }
  }

  private static String called(Doc group) {
    return group.text("name") == null ? group.text("id") : group.text("name");
  }

  /** Groups that ask each other in a circle. */
  public static final class Circle extends RuntimeException {
    Circle(List<String> path) {
      super("groups must not ask each other in a circle: " + String.join(" -> ", path));
    }
  }
}
