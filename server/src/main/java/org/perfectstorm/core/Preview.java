package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.value.Doc;

/**
 * Who would join and leave a group if it were saved. What other groups that ask it would do is not
 * part of it.
 *
 * @param members how many members there would be
 * @param joined the resources that would join, in list order
 * @param left those that would leave
 */
public record Preview(int members, List<Doc> joined, List<Doc> left) {
  /**
   * @param group the group as it would be saved, with its id
   * @param state what is there, maybe the group as it is now among it
   * @throws QueryException if the query has no meaning
   * @throws GroupQuery.Circle if the group would ask itself
   * @throws Patience.Lost if it takes too long to find its members
   */
  public static Preview of(Doc group, State state) {
    GroupQuery.check(group, state);
    LiveGroup saved =
        LiveGroup.of(
            group,
            state,
            (name, resource) -> {
              Doc asked = state.table(Kind.GROUP).find(name);
              return asked != null && state.isMember(asked.text("id"), resource);
            });
    Patience patience = new Patience();
    patience.begin(Patience.FOR_ONE_CLIENT);
    int members = 0;
    List<Doc> joined = new ArrayList<>();
    List<Doc> left = new ArrayList<>();
    for (Doc resource : state.table(Kind.RESOURCE).list()) {
      boolean was = state.isMember(saved.id(), resource.text("id"));
      boolean would = patience.measured(saved.id(), () -> saved.has(resource));
      if (patience.isOver(saved.id())) {
        throw new Patience.Lost("the query takes too long", Patience.FOR_ONE_CLIENT);
      }
      if (would) {
        members++;
      }
      if (was != would) {
        (would ? joined : left).add(resource);
      }
    }
    return new Preview(members, joined, left);
  }
}
