package org.perfectstorm.api;

import java.util.function.Predicate;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Reference;
import org.perfectstorm.mql.Options;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** The query that a list was asked with: the parameter {@code q}. */
final class Filter {
  private Filter() {}

  /**
   * Which objects of a kind a request asks for.
   *
   * @throws Problem if {@code q} is no query; it says why
   */
  static Predicate<Doc> of(Kind kind, State state, Exchange exchange) {
    if (!exchange.params().has("q")) {
      return object -> true;
    }
    try {
      if (Json.read(exchange.params().get("q")) instanceof Doc query) {
        return compiled(kind, state, query)::matches;
      }
      throw wrong("Query must be a dictionary");
    } catch (JsonException | QueryException e) {
      throw wrong(e.getMessage());
    }
  }

  private static Query compiled(Kind kind, State state, Doc query) {
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

  private static Problem wrong(String message) {
    return Problem.invalid(Invalid.field("q", message));
  }
}
