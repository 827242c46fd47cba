package org.perfectstorm.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.Schema;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** The objects of one kind: list, create, read, replace, change, delete. */
final class Collection {
  private final Schema schema;
  private final Kind kind;
  private final Core core;

  /** Null where clients neither create nor change objects. */
  private final Saving saving;

  /** How a checked object is saved. */
  interface Saving {
    /**
     * Puts an object into the state, maybe with last changes.
     *
     * @param before what it was, null unless it is replaced as a whole
     * @return what was saved
     */
    Doc save(Transaction transaction, Doc before, Doc after);
  }

  Collection(Schema schema, Core core) {
    this(
        schema,
        core,
        (transaction, before, after) -> {
          transaction.put(schema.kind(), after);
          return after;
        });
  }

  /** A collection that clients only read and delete from. */
  static Collection ofTheServers(Schema schema, Core core) {
    return new Collection(schema, core, null);
  }

  Collection(Schema schema, Core core, Saving saving) {
    this.schema = schema;
    this.kind = schema.kind();
    this.core = core;
    this.saving = saving;
  }

  List<Route> routes() {
    String all = "/v1/" + kind.path();
    String one = all + "/{key}";
    Doc object = Shapes.one(kind);
    List<Route> routes = new ArrayList<>();
    routes.add(
        new Route("GET", all, this::list).that(o -> Listing.described(o.does("list"), object)));
    if (saving != null) {
      routes.add(
          new Route("POST", all, this::create)
              .that(o -> o.does("create").takes(Shapes.body(kind)).answers(201, object)));
    }
    routes.add(new Route("GET", one, this::get).that(o -> o.does("read one").answers(200, object)));
    if (saving != null) {
      routes.add(
          new Route("PUT", one, exchange -> update(exchange, this::replaced))
              .that(o -> o.does("replace").takes(Shapes.body(kind)).answers(200, object)));
      routes.add(
          new Route("PATCH", one, exchange -> update(exchange, this::changed))
              .that(
                  o ->
                      o.does("change some fields")
                          .takes(Shapes.change(kind))
                          .answers(200, object)));
    }
    routes.add(new Route("DELETE", one, this::delete).that(o -> o.does("delete").answers(204)));
    return routes;
  }

  /** What its objects look like. */
  Schema schema() {
    return schema;
  }

  /** Its place under {@code /v1/}. */
  String path() {
    return kind.path();
  }

  /** The object that a key means, as it is now. */
  Doc find(String key) {
    Doc object = core.state().table(kind).find(key);
    if (object == null) {
      throw Problem.notFound();
    }
    return object;
  }

  /** Does something with an object that a key meant, or says that it is gone. */
  <T> T commit(Exchange exchange, String id, BiFunction<Transaction, Doc, T> work) {
    return exchange.commit(
        transaction -> {
          Doc object = transaction.state().table(kind).get(id);
          if (object == null) {
            throw Problem.notFound();
          }
          return work.apply(transaction, object);
        });
  }

  private void list(Exchange exchange) throws IOException {
    if (exchange.params().has("at")) {
      throw Problem.invalid(
          Invalid.field(
              "at",
              "A list is of now. Of the past there are single resources and groups, the members of"
                  + " a group, and histories."));
    }
    State state = core.state();
    Listing.of(kind, state, exchange).send(Filter.ofAll(kind, state, exchange));
  }

  private void create(Exchange exchange) throws IOException {
    Object body = exchange.body();
    Doc created =
        exchange.commit(
            transaction -> {
              Doc object = schema.create(Ids.create(kind), body, new Present(transaction));
              return saving.save(transaction, null, object);
            });
    exchange.sendObject(201, exchange.created(created));
  }

  private void get(Exchange exchange) throws IOException {
    exchange.sendObject(200, find(exchange.key()));
  }

  private interface Update {
    Doc of(Doc before, Object body, Transaction transaction);
  }

  private Doc replaced(Doc before, Object body, Transaction transaction) {
    Doc after = schema.replace(before, body, new Present(transaction));
    return saving.save(transaction, before, after);
  }

  private Doc changed(Doc before, Object body, Transaction transaction) {
    Doc after = schema.change(before, body, new Present(transaction));
    return saving.save(transaction, null, after);
  }

  private void update(Exchange exchange, Update update) throws IOException {
    String id = find(exchange.key()).text("id");
    Object body = exchange.body();
    Doc updated =
        commit(
            exchange,
            id,
            (transaction, before) -> {
              expect(exchange, before);
              return update.of(before, body, transaction);
            });
    exchange.sendObject(200, updated);
  }

  private void delete(Exchange exchange) {
    String id = find(exchange.key()).text("id");
    commit(
        exchange,
        id,
        (transaction, before) -> {
          expect(exchange, before);
          transaction.delete(kind, id);
          return null;
        });
    exchange.sendNothing();
  }

  /** Refuses a write that was meant for another content of the object. */
  private static void expect(Exchange exchange, Doc object) {
    String expected = exchange.header("If-Match");
    if (expected != null && !Etag.matches(expected, Etag.of(object))) {
      throw Problem.of(412, "The object has changed: read it again, then decide.");
    }
  }
}
