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
    if (!exchange.params().has("q")) {
      return UnaryOperator.identity();
    }
    try {
      if (Json.read(exchange.params().get("q")) instanceof Doc query) {
        Query compiled = ObjectQuery.compile(kind, state, query);
        return objects -> among(compiled, objects);
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
