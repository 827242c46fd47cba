package org.perfectstorm.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.perfectstorm.api.openapi.Operation;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Past;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** What resources and groups were: the parameter {@code at}, and their histories. */
final class HistoryRoutes {
  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  private final Core core;

  HistoryRoutes(Core core) {
    this.core = core;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/resources/{key}/history", x -> history(Kind.RESOURCE, x))
            .that(o -> described(o.does("what it was"), Kind.RESOURCE)),
        new Route("GET", "/v1/groups/{key}/history", x -> history(Kind.GROUP, x))
            .that(o -> described(o.does("what it was, and who joined and left"), Kind.GROUP)));
  }

  private static Operation described(Operation operation, Kind kind) {
    Doc properties =
        Doc.of(
            "event", JsonSchema.nullable(Shapes.NUMBER),
            "date", JsonSchema.nullable(Shapes.TEXT),
            "event_type", Shapes.words("created", "updated", "deleted", "joined", "left"),
            "object", Doc.of("anyOf", List.of(Shapes.one(kind), JsonSchema.named("null"))),
            "resource", Shapes.TEXT,
            "resource_names", Shapes.list(Shapes.TEXT));
    return operation
        .asks(Parameter.NEWEST)
        .answers(
            200,
            Shapes.list(JsonSchema.object(properties, List.of("event", "date", "event_type"))));
  }

  /** The same route, which answers of the past when it is asked {@code at} a moment. */
  Route withPast(Route present) {
    if (!present.method().equals("GET")) {
      return present;
    }
    return switch (present.path()) {
      case "/v1/resources/{key}" -> withPast(present, x -> object(Kind.RESOURCE, x));
      case "/v1/groups/{key}" -> withPast(present, x -> object(Kind.GROUP, x));
      case "/v1/groups/{key}/members" -> withPast(present, this::members);
      default -> present;
    };
  }

  private static Route withPast(Route present, Route.Action past) {
    return new Route(
        present.method(),
        present.path(),
        exchange -> (exchange.params().has("at") ? past : present.action()).answer(exchange),
        present.operation().asks(Parameter.AT));
  }

  private void object(Kind kind, Exchange exchange) throws IOException {
    PointInTime moment = moment(exchange);
    exchange.sendObject(200, found(() -> core.past().object(kind, exchange.key(), moment)));
  }

  private void members(Exchange exchange) throws IOException {
    PointInTime moment = moment(exchange);
    List<Doc> members = found(() -> core.past().members(exchange.key(), moment));
    Listing.of(Kind.RESOURCE, members, exchange)
        .send(Filter.of(Kind.RESOURCE, core.state(), exchange));
  }

  private void history(Kind kind, Exchange exchange) throws IOException {
    int limit = exchange.params().has("limit") ? Math.min(MOST, Listing.limit(exchange)) : USUAL;
    exchange.sendAll(
        found(() -> core.past().changes(kind, exchange.key(), limit)).stream()
            .map(HistoryRoutes::shown)
            .toList());
  }

  private static Doc shown(Past.Entry entry) {
    DocBuilder shown =
        new DocBuilder()
            .put("event", entry.event() == 0 ? null : entry.event())
            .put("date", entry.date() == null ? null : entry.date().toString())
            .put("event_type", entry.type().word());
    if (entry.resource() == null) {
      shown.put("object", entry.object());
    } else {
      shown.put("resource", entry.resource()).put("resource_names", Arr.from(entry.names()));
    }
    return shown.build();
  }

  private static PointInTime moment(Exchange exchange) {
    String text = exchange.params().get("at");
    PointInTime moment = PointInTime.parse(text, Instant.now());
    if (moment == null) {
      throw Problem.invalid(
          Invalid.field("at", "Expected " + PointInTime.FORMS + ", got \"" + text + "\"."));
    }
    return moment;
  }

  private static <T> T found(Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (Past.Gone gone) {
      Doc problem = Doc.of("detail", gone.getMessage());
      throw Problem.of(410, gone.oldest() < 0 ? problem : problem.with("oldest", gone.oldest()));
    }
    if (answer == null) {
      throw Problem.notFound();
    }
    return answer;
  }
}
