package org.perfectstorm.api;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.core.ObjectQuery;
import org.perfectstorm.core.Patience;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** The query that a list was asked with: the parameter {@code q}. */
final class Filter {
  private Filter() {}

  /**
   * Takes out of objects of a kind those that a request asks for; throws a {@link Problem} if that
   * takes too long.
   *
   * @throws Problem if {@code q} is no query; it says why
   */
  static UnaryOperator<Stream<Doc>> of(Kind kind, State state, Exchange exchange) {
    return of(query(kind, state, exchange));
  }

  /** As {@link #of}, where the objects are all that there are of the kind, or a page of them. */
  static UnaryOperator<Stream<Doc>> ofAll(Kind kind, State state, Exchange exchange) {
    Query query = query(kind, state, exchange);
    boolean isPage = exchange.params().has("after");
    return kind == Kind.RESOURCE && query != null && !query.isCostly() && !isPage
        ? _ -> state.matching(query)
        : of(query);
  }

  private static UnaryOperator<Stream<Doc>> of(Query query) {
    return query == null ? UnaryOperator.identity() : objects -> among(query, objects);
  }

  /** The query of a request; null if there is none. */
  private static Query query(Kind kind, State state, Exchange exchange) {
    if (!exchange.params().has("q")) {
      return null;
    }
    try {
      if (Json.read(exchange.params().get("q")) instanceof Doc query) {
        return ObjectQuery.compile(kind, state, query);
      }
      throw wrong("Query must be a dictionary");
    } catch (JsonException | QueryException e) {
      throw wrong(e.getMessage());
    }
  }

  private static Stream<Doc> among(Query query, Stream<Doc> objects) {
    try {
      return ObjectQuery.among(query, objects);
    } catch (Patience.Lost e) {
      throw wrong(e.getMessage());
    }
  }

  private static Problem wrong(String message) {
    return Problem.invalid(Invalid.field("q", message));
  }
}
