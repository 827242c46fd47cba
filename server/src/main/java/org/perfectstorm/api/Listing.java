package org.perfectstorm.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perfectstorm.api.openapi.Operation;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Table;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Position;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * A list of objects in list order: all of them, or, with {@code limit}, a page and where the next
 * one begins.
 */
final class Listing {
  private final Exchange exchange;
  private final Kind kind;
  private final Collection<Doc> objects;
  private final int limit;
  private final Selection selection;

  private Listing(Exchange exchange, Kind kind, Collection<Doc> objects, int limit) {
    this.exchange = exchange;
    this.kind = kind;
    this.objects = objects;
    this.limit = limit;
    this.selection = Selection.of(exchange.params());
  }

  /**
   * The part of a kind's objects that a request asks for by {@code limit} and {@code after}.
   *
   * @throws Problem if one of the two makes no sense
   */
  static Listing of(Kind kind, State state, Exchange exchange) {
    Table table = state.table(kind);
    Position after = after(exchange);
    return new Listing(
        exchange, kind, after == null ? table.list() : table.listAfter(after), limit(exchange));
  }

  /** The same, of objects that are already in list order. */
  static Listing of(Kind kind, List<Doc> ordered, Exchange exchange) {
    Position after = after(exchange);
    int begin = 0;
    while (after != null
        && begin < ordered.size()
        && kind.position(ordered.get(begin)).compareTo(after) <= 0) {
      begin++;
    }
    return new Listing(exchange, kind, ordered.subList(begin, ordered.size()), limit(exchange));
  }

  /** An operation that answers with a list. */
  static Operation described(Operation operation, Doc element) {
    return operation
        .asks(Parameter.Q, Parameter.FIELDS, Parameter.LIMIT, Parameter.AFTER)
        .answers(200, Shapes.list(element));
  }

  /** Answers with those that are asked for. */
  void send(UnaryOperator<Stream<Doc>> asked) throws IOException {
    if (limit == Integer.MAX_VALUE) {
      Stream<Doc> found = matching(asked);
      exchange.sendAll(() -> found.map(selection::from).iterator());
      return;
    }
    List<Doc> page = new ArrayList<>();
    Iterator<Doc> rest = matching(asked).iterator();
    while (page.size() < limit && rest.hasNext()) {
      page.add(rest.next());
    }
    if (!page.isEmpty() && rest.hasNext()) {
      exchange.answerHeader("Link", "<" + next(page.getLast()) + ">; rel=\"next\"");
    }
    exchange.sendAll(() -> page.stream().map(selection::from).iterator());
  }

  private Stream<Doc> matching(UnaryOperator<Stream<Doc>> asked) {
    return asked.apply(objects.stream());
  }

  private String next(Doc last) {
    String others =
        Arrays.stream(exchange.queryString().split("&"))
            .filter(part -> !part.startsWith("after="))
            .collect(Collectors.joining("&"));
    return exchange.path() + "?" + others + "&after=" + cursor(kind.position(last));
  }

  private static Position after(Exchange exchange) {
    Params params = exchange.params();
    return params.has("after") ? position(params.get("after")) : null;
  }

  /** The parameter {@code limit}; without it, as many as there are. */
  static int limit(Exchange exchange) {
    if (!exchange.params().has("limit")) {
      return Integer.MAX_VALUE;
    }
    String text = exchange.params().get("limit");
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Problem.invalid(Invalid.field("limit", "Expected a number from 1 on, got " + text));
  }

  private static String cursor(Position place) {
    byte[] json = Json.bytes(Arr.of(place.first(), place.second(), place.id()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  private static Position position(String cursor) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.UTF_8));
      if (Json.read(json) instanceof Arr place
          && place.size() == 3
          && place.get(2) instanceof String id) {
        return new Position(text(place.get(0)), text(place.get(1)), id);
      }
    } catch (IllegalArgumentException | JsonException e) {
      // Said below.
    }
    throw Problem.invalid(
        Invalid.field("after", "Expected what the Link header of the page before gave"));
  }

  private static String text(Object value) {
    return value instanceof String text ? text : null;
  }
}
