package org.perfectstorm.core;

import java.util.HashSet;
import java.util.Set;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Reference;
import org.perfectstorm.mql.Membership;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.value.Doc;

/**
 * A group, ready to be asked who belongs to it.
 *
 * @param group the group as it was committed
 * @param query its compiled query; null if it is empty, which means nobody
 * @param names the names by which the query refers to other objects: when what they mean changes,
 *     the query must be compiled anew
 * @param include the ids of resources that always belong to it, unless excluded
 * @param exclude the ids of resources that never do
 */
record LiveGroup(
    Doc group, Query query, Set<String> names, Set<String> include, Set<String> exclude) {

  /**
   * @param state where names in the query are looked up
   * @param membership answers what the query asks about other groups
   * @throws QueryException if the query has no meaning
   */
  static LiveGroup of(Doc group, State state, Membership membership) {
    Set<String> names = new HashSet<>();
    Doc rewritten =
        Rewrite.of(
            group.doc("query"),
            (field, name) -> {
              Kind kind = reference(field);
              if (kind == null) {
                return name;
              }
              names.add(name);
              Doc meant = state.table(kind).find(name);
              return meant == null ? name : meant.text("id");
            });
    Query query =
        rewritten.isEmpty() ? null : Query.compile(rewritten, Options.withGroups(membership));
    return new LiveGroup(
        group,
        query,
        Set.copyOf(names),
        new HashSet<>(group.texts("include")),
        new HashSet<>(group.texts("exclude")));
  }

  String id() {
    return group.text("id");
  }

  /** What people call it. */
  String called() {
    String name = group.text("name");
    return name == null ? id() : name;
  }

  /** The names or ids of the groups that the query asks. */
  Set<String> asks() {
    return query == null ? Set.of() : query.groups();
  }

  /** Whether its members depend on those of other groups. */
  boolean asksOthers() {
    return !asks().isEmpty();
  }

  /** Whether a resource belongs to it: pinned, or found by the query, and not excluded. */
  boolean has(Doc resource) {
    return has(resource.text("id"), query != null && query.matches(resource));
  }

  /**
   * As {@link #has(Doc)}.
   *
   * @param matches whether the query finds the resource
   */
  boolean has(String resource, boolean matches) {
    return !exclude.contains(resource) && (matches || include.contains(resource));
  }

  private static Kind reference(String field) {
    for (Reference reference : Kind.RESOURCE.references()) {
      if (reference.field().equals(field)) {
        return reference.target();
      }
    }
    return null;
  }
}
