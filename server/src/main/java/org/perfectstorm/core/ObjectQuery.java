package org.perfectstorm.core;

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
