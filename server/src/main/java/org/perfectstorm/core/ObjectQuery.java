package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Reference;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.value.Doc;

/** A query on the objects of one kind, as clients and templates write it. */
public final class ObjectQuery {
  private ObjectQuery() {}

  /**
   * Compiles a query: {@code id} is the id, names in reference fields are looked up, {@code $group}
   * asks for members.
   *
   * @param state where names and members are looked up; the query is for this state only
   * @throws QueryException if the query has no meaning
   */
  public static Query compile(Kind kind, State state, Doc query) {
    Doc rewritten = Rewrite.of(query, (field, key) -> meant(kind, state, field, key));
    Options options =
        Options.withGroups(
            (name, id) -> {
              Doc group = state.table(Kind.GROUP).find(name);
              return group != null && state.isMember(group.text("id"), id);
            });
    return Query.compile(rewritten, options);
  }

  /**
   * Those of some objects that match a query, in order. Where that may take long, all are found
   * before this returns.
   *
   * @throws Patience.Lost if it does take long
   */
  public static Stream<Doc> among(Query query, Stream<Doc> objects) {
    return among(query, objects, new Patience());
  }

  static Stream<Doc> among(Query query, Stream<Doc> objects, Patience patience) {
    if (!query.isCostly()) {
      return query.among(objects);
    }
    patience.begin(Patience.FOR_ONE_CLIENT);
    List<Doc> found = new ArrayList<>();
    objects.forEach(
        object -> {
          if (patience.measured("", () -> query.matches(object))) {
            found.add(object);
          }
          if (patience.isOver("")) {
            throw new Patience.Lost("the query takes too long", Patience.FOR_ONE_CLIENT);
          }
        });
    return found.stream();
  }

  /** The id of what a name means in a reference field; other texts as they are. */
  private static String meant(Kind kind, State state, String field, String key) {
    for (Reference reference : kind.references()) {
      if (reference.field().equals(field)) {
        Doc found = state.table(reference.target()).find(key);
        return found == null ? key : found.text("id");
      }
    }
    return key;
  }
}
