package org.perfectstorm.api;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.NewJobs;
import org.perfectstorm.core.Rendered;
import org.perfectstorm.core.Rendering;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.template.Template;
import org.perfectstorm.template.TemplateException;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** What procedures can do besides being objects: run, and show what they would run. */
final class Procedures {
  private static final String MISSING =
      "This parameter is required by the template, and neither the procedure nor the request gives"
          + " it.";

  private static final Doc RENDERED =
      Shapes.of(
          "type", Shapes.TEXT,
          "target", Shapes.TEXT,
          "procedure", Shapes.TEXT,
          "content", Shapes.TEXT,
          "options", Shapes.OBJECT,
          "params", Shapes.OBJECT);

  private final RenderPool pool = new RenderPool();
  private final Core core;
  private final Collection procedures;

  Procedures(Core core) {
    this.core = core;
    this.procedures =
        new Collection(
            Schemas.PROCEDURE, core, (transaction, before, after) -> save(transaction, after));
  }

  Collection collection() {
    return procedures;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/procedures/{key}/exec", this::exec)
            .that(
                o ->
                    o.does("run: make a job of it")
                        .takes(JsonSchema.of(Schemas.EXEC))
                        .answers(200, Shapes.one(Kind.JOB))),
        new Route("POST", "/v1/procedures/{key}/render", this::render)
            .that(
                o ->
                    o.does("show what would run")
                        .takes(JsonSchema.of(Schemas.EXEC))
                        .answers(200, RENDERED)
                        .changesNothing()));
  }

  private static Doc save(Transaction transaction, Doc procedure) {
    try {
      Template.compile(procedure.text("content"));
    } catch (TemplateException e) {
      throw Invalid.field("content", e.getMessage());
    }
    transaction.put(Kind.PROCEDURE, procedure);
    return procedure;
  }

  /** A request to run a procedure, and what is there at that moment. */
  private record Request(State state, Doc procedure, Doc target, Doc body) {
    /**
     * Renders it.
     *
     * @param time what its queries may take
     */
    Rendered render(Duration time) {
      return possible(
          () ->
              Rendering.render(
                  state, procedure, target, body.doc("options"), body.doc("params"), null, time));
    }

    /** Whether it would be the same at another moment, but for what templates see of the world. */
    boolean isStill(State now) {
      return procedure.equals(now.table(Kind.PROCEDURE).get(procedure.text("id")))
          && target.equals(now.table(Kind.RESOURCE).get(target.text("id")));
    }
  }

  private static Request request(State state, Instant now, Doc procedure, Object body) {
    if (procedure == null) {
      throw Problem.notFound();
    }
    Doc read = Schemas.EXEC.read(body, new Present(state, now));
    return new Request(state, procedure, state.table(Kind.RESOURCE).get(read.text("target")), read);
  }

  private void exec(Exchange exchange) throws IOException {
    String id = procedures.find(exchange.key()).text("id");
    Object body = exchange.body();
    // Rendered here, so that nobody who writes has to wait for it; once more only if it must be.
    State state = core.state();
    Request seen = request(state, Instant.now(), state.table(Kind.PROCEDURE).get(id), body);
    Rendered rendered = pool.run(() -> seen.render(Rendering.PATIENCE));
    Doc job =
        procedures.commit(
            exchange,
            id,
            (transaction, procedure) -> {
              boolean isStill = seen.isStill(transaction.state());
              Request now =
                  isStill
                      ? seen
                      : request(transaction.state(), transaction.date(), procedure, body);
              return NewJobs.start(
                  transaction,
                  procedure,
                  now.target,
                  isStill ? rendered : now.render(Rendering.IN_COMMIT),
                  now.body.get("timeout"));
            });
    exchange.sendObject(200, exchange.created(job));
  }

  /** The text that exec would hand to an agent, without secrets; nothing happens. */
  private void render(Exchange exchange) throws IOException {
    String id = procedures.find(exchange.key()).text("id");
    Object body = exchange.body();
    State state = core.state();
    Request request = request(state, Instant.now(), state.table(Kind.PROCEDURE).get(id), body);
    Rendered rendered =
        pool.run(
            () ->
                possible(
                    () ->
                        Rendering.preview(
                            state,
                            request.procedure,
                            request.target,
                            request.body.doc("options"),
                            request.body.doc("params"),
                            null)));
    exchange.send(
        200,
        new DocBuilder()
            .put("type", request.procedure.text("type"))
            .put("target", request.target.text("id"))
            .put("procedure", request.procedure.text("id"))
            .put("content", rendered.shownContent())
            .put("options", rendered.options())
            .put("params", rendered.shownParams())
            .build());
  }

  /** The errors for parameters that are not given. */
  static Doc missing(Iterable<String> names) {
    DocBuilder params = new DocBuilder();
    names.forEach(name -> params.put(name, Arr.of(MISSING)));
    return params.build();
  }

  /** Says in the API's words why a procedure cannot be rendered. */
  static <T> T possible(Supplier<T> rendering) {
    try {
      return rendering.get();
    } catch (Rendering.Impossible e) {
      DocBuilder errors = new DocBuilder();
      if (e.content() != null) {
        errors.put("content", Arr.of(e.content()));
      }
      if (!e.params().isEmpty()) {
        errors.put("params", missing(e.params()));
      }
      throw Invalid.inside(errors.build());
    }
  }
}
