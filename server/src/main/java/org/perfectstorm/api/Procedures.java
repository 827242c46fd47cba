package org.perfectstorm.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Jobs;
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

  private void exec(Exchange exchange) throws IOException {
    String id = procedures.find(exchange.key()).text("id");
    Object body = exchange.body();
    Doc job =
        procedures.commit(
            exchange, id, (transaction, procedure) -> start(transaction, procedure, body));
    exchange.sendObject(200, exchange.created(job));
  }

  private static Doc start(Transaction transaction, Doc procedure, Object body) {
    Doc request = Schemas.EXEC.read(body, new Present(transaction));
    return possible(
        () ->
            Jobs.start(
                transaction,
                procedure,
                transaction.state().table(Kind.RESOURCE).get(request.text("target")),
                request.doc("options"),
                request.doc("params"),
                null,
                request.get("timeout")));
  }

  /** The text that exec would hand to an agent, without secrets; nothing happens. */
  private void render(Exchange exchange) throws IOException {
    State state = core.state();
    Doc procedure = state.table(Kind.PROCEDURE).find(exchange.key());
    if (procedure == null) {
      throw Problem.notFound();
    }
    Doc request = Schemas.EXEC.read(exchange.body(), new Present(state, Instant.now()));
    Doc target = state.table(Kind.RESOURCE).get(request.text("target"));
    Rendered rendered =
        possible(
            () ->
                Rendering.preview(
                    state, procedure, target, request.doc("options"), request.doc("params"), null));
    exchange.send(
        200,
        new DocBuilder()
            .put("type", procedure.text("type"))
            .put("target", target.text("id"))
            .put("procedure", procedure.text("id"))
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
