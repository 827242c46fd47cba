package org.perfectstorm.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import org.perfectstorm.api.openapi.OpenApi;
import org.perfectstorm.api.openapi.Operation;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Patience;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything under {@code /v1/}, and whether the server is well. */
public final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  /** What a whole cloud's sync may weigh. */
  private static final int LARGEST_BODY = 64 << 20;

  private final Intake intake = new Intake(LARGEST_BODY, 2 * LARGEST_BODY);
  private final Core core;
  private final Agents agents;
  private final Groups groups;
  private final Resources resources;
  private final Procedures procedures;
  private final Jobs jobs;
  private final Subscriptions subscriptions;
  private final Memberships memberships;
  private final Feed<Event> feed;
  private final List<Collection> collections;

  Api(Core core) {
    this.core = core;
    this.agents = new Agents(core);
    this.groups = new Groups(core);
    this.resources = new Resources(core);
    this.procedures = new Procedures(core);
    this.jobs = new Jobs(core);
    this.subscriptions = new Subscriptions(core);
    this.memberships = new Memberships(core);
    this.feed = new Feed<>(core.events());
    this.collections =
        List.of(
            agents.collection(),
            new Collection(Schemas.APPLICATION, core),
            groups.collection(),
            jobs.collection(),
            procedures.collection(),
            resources.collection(),
            subscriptions.collection());
  }

  /**
   * Makes a server answer the API: its routes, its errors, and the settings of HTTP that the
   * contract needs. Sockets, threads and logs are the caller's.
   *
   * <p>To stop, close the core first: that ends the feed's readers, so that the server has nobody
   * left to wait for.
   */
  public static void configure(JavalinConfig config, Core core) {
    new Api(core).addTo(config);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(
        new Route("GET", "/v1/", this::index)
            .that(o -> o.does("the address of every collection").answers(200, Shapes.OBJECT)));
    routes.add(
        new Route("GET", "/v1/status", x -> x.send(200, Summary.of(core.state())))
            .that(
                o ->
                    o.does("how many there are of everything, and how they are")
                        .answers(200, Shapes.OBJECT)));
    routes.add(
        new Route("GET", "/v1/openapi.json", this::describe)
            .that(o -> o.does("this document").answers(200, Shapes.OBJECT)));
    Doc status = Shapes.of("status", Shapes.TEXT);
    routes.add(
        new Route("GET", "/health", this::health)
            .that(o -> o.does("answers while the process does").answers(200, status)));
    routes.add(
        new Route("GET", "/ready", this::ready)
            .that(o -> o.does("whether it takes work; 503 if not").answers(200, status)));
    // Before the collections: "fields" is no resource.
    routes.addAll(resources.routes());
    collections.forEach(collection -> routes.addAll(collection.routes()));
    routes.addAll(agents.routes());
    routes.addAll(groups.routes());
    routes.addAll(jobs.routes());
    routes.addAll(procedures.routes());
    routes.addAll(subscriptions.routes());
    routes.addAll(new Files(core).routes());
    routes.add(new BackupRoute(core).route());
    routes.addAll(memberships.routes());
    routes.add(
        new Route("GET", "/v1/events", this::events)
            .that(
                o ->
                    Feed.described(o.does("what happened"), Shapes.event())
                        .asks(Parameter.ENTITY_TYPE, Parameter.ENTITY_ID)));
    HistoryRoutes history = new HistoryRoutes(core);
    routes.replaceAll(history::withPast);
    routes.addAll(history.routes());
    return routes;
  }

  /** All events, or those of the objects that {@code entity_type} and {@code entity_id} name. */
  private void events(Exchange exchange) throws IOException {
    String type = exchange.params().get("entity_type");
    String id = exchange.params().get("entity_id");
    if (type.isEmpty() && id.isEmpty()) {
      feed.answer(exchange);
      return;
    }
    feed.answer(
        exchange,
        event ->
            (type.isEmpty() || type.equals(event.kind().word()))
                && (id.isEmpty() || id.equals(event.id())));
  }

  private void describe(Exchange exchange) throws IOException {
    List<Operation> operations = routes().stream().map(Route::operation).toList();
    exchange.sendObject(
        200, OpenApi.of(operations, collections.stream().map(Collection::schema).toList()));
  }

  private void index(Exchange exchange) throws IOException {
    DocBuilder index = new DocBuilder();
    for (Collection collection : collections) {
      index.put(collection.path(), exchange.address("/v1/" + collection.path()));
    }
    exchange.send(200, index.build());
  }

  private void health(Exchange exchange) throws IOException {
    exchange.send(200, Doc.of("status", "ok"));
  }

  private void ready(Exchange exchange) throws IOException {
    if (!core.isOpen()) {
      exchange.send(503, Doc.of("status", "stopping"));
    } else if (core.trouble() != null) {
      // Reads are answered, so clients need not be sent away.
      exchange.send(200, Doc.of("status", "read-only", "reason", core.trouble()));
    } else {
      exchange.send(200, Doc.of("status", "ready"));
    }
  }

  private void addTo(JavalinConfig config) {
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "application/json";
    config.router.javaLangErrorHandler(
        (response, error) -> {
          response.setStatus(500);
          try {
            response.getOutputStream().write(Json.bytes(internal(error)));
          } catch (IOException gone) {
            LOG.debug("the client is gone", gone);
          }
        });
    Map<String, StringJoiner> methods = new LinkedHashMap<>();
    for (Route route : routes()) {
      StringJoiner allowed = methods.computeIfAbsent(route.path(), p -> new StringJoiner(", "));
      allowed.add(route.method());
      add(config, HandlerType.findOrCreate(route.method()), route);
      if (route.method().equals("GET")) {
        allowed.add("HEAD");
        add(config, HandlerType.HEAD, route);
      }
    }
    methods.forEach(
        (path, allowed) ->
            config.routes.options(
                path,
                context -> {
                  context.res().setHeader("Allow", allowed + ", OPTIONS");
                  context.res().setStatus(204);
                }));
    config.routes.exception(Exception.class, Api::answer);
    // Javalin answers its own in its own form, unless told otherwise for this very class.
    config.routes.exception(HttpResponseException.class, Api::answer);
  }

  private void add(JavalinConfig config, HandlerType method, Route route) {
    config.routes.addHttpHandler(
        method,
        route.path(),
        context -> {
          try (Exchange exchange = new Exchange(context, intake, core)) {
            try {
              if (!exchange.isRead()) {
                Origin.check(exchange);
              }
              if (route.path().startsWith("/v1/")) {
                exchange.catchUp();
              }
              route.action().answer(exchange);
            } catch (RuntimeException refused) {
              exchange.drain();
              throw refused;
            }
          }
        });
  }

  private static void answer(Exception exception, Context context) {
    Problem problem =
        switch (exception) {
          case Problem known -> known;
          case Invalid invalid -> Problem.invalid(invalid);
          case org.perfectstorm.core.Jobs.Conflict conflict ->
              Problem.conflict(conflict.field(), conflict.getMessage());
          case Patience.Lost lost -> Problem.invalid(Invalid.field("query", lost.getMessage()));
          case Core.TooLarge large -> Problem.of(413, large.getMessage());
          case Core.Unavailable unavailable -> Problem.unavailable(unavailable.getMessage());
          case MethodNotAllowedResponse not ->
              Problem.notAllowed(
                  context.req().getMethod(), String.join(", ", not.getDetails().values()));
          case HttpResponseException other when other.getStatus() == 404 -> Problem.notFound();
          case HttpResponseException other -> Problem.of(other.getStatus(), other.getMessage());
          default -> Problem.of(500, internal(exception));
        };
    try {
      Exchange.send(context, problem);
    } catch (IOException gone) {
      LOG.debug("the client is gone", gone);
    }
  }

  /** Logs what must not happen, and tells the client under which number it was logged. */
  private static Doc internal(Throwable unexpected) {
    String id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    LOG.error("internal error {}", id, unexpected);
    return Doc.of(
        "detail", "Internal error. The server's log has it under " + id + ".", "error", id);
  }
}
