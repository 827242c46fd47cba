package org.perfectstorm.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Doc;

/** How procedures are attached to groups. What follows from it is {@code core}'s. */
final class Subscriptions {
  private final Core core;
  private final Collection subscriptions;

  Subscriptions(Core core) {
    this.core = core;
    this.subscriptions = Collection.ofTheServers(Schemas.SUBSCRIPTION, core);
  }

  Collection collection() {
    return subscriptions;
  }

  List<Route> routes() {
    Doc body = JsonSchema.body(Schemas.SUBSCRIPTION, false);
    return List.of(
        new Route("POST", "/v1/procedures/{key}/attach", this::attach)
            .that(
                o ->
                    o.does("run it when something happens to a member of a group")
                        .takes(
                            body.with("properties", body.doc("properties").without("procedure"))
                                .with("required", List.of("group", "target")))
                        .answers(200, Shapes.one(Kind.SUBSCRIPTION))));
  }

  private void attach(Exchange exchange) throws IOException {
    Doc procedure = core.state().table(Kind.PROCEDURE).find(exchange.key());
    if (procedure == null) {
      throw Problem.notFound();
    }
    String id = procedure.text("id");
    Object body = exchange.body();
    Doc attached = exchange.commit(transaction -> attach(transaction, id, body));
    exchange.sendObject(200, exchange.created(attached));
  }

  private static Doc attach(Transaction transaction, String id, Object body) {
    Doc procedure = transaction.state().table(Kind.PROCEDURE).get(id);
    if (procedure == null) {
      throw Problem.notFound();
    }
    Object whole = body instanceof Doc doc ? doc.with("procedure", id) : body;
    Doc given =
        Schemas.SUBSCRIPTION.create(Ids.create(Kind.SUBSCRIPTION), whole, new Present(transaction));
    Set<String> secrets = Secrets.names(procedure.doc("params"));
    Doc params = given.doc("params");
    List<String> missing =
        secrets.stream().filter(secret -> !Secrets.isGiven(params, secret)).toList();
    if (!missing.isEmpty()) {
      throw Invalid.inside(Doc.of("params", Procedures.missing(missing)));
    }
    Doc subscription = given.with("params", Secrets.shown(params, secrets));
    transaction.put(Kind.SUBSCRIPTION, subscription);
    if (!secrets.isEmpty()) {
      transaction.hide(Kind.SUBSCRIPTION, subscription.text("id"), Doc.of("params", params));
    }
    return subscription;
  }
}
