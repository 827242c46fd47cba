package org.perfectstorm.api;

import java.io.IOException;
import java.util.List;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Fields;
import org.perfectstorm.value.Arr;

/** What resources can do besides being objects: say what a query can ask of them. */
final class Resources {
  private static final int PATHS = 100;

  private final Core core;
  private final Collection resources;

  Resources(Core core) {
    this.core = core;
    this.resources = new Collection(Schemas.RESOURCE, core);
  }

  Collection collection() {
    return resources;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/resources/fields", this::fields)
            .that(
                o ->
                    o.does("the paths that resources have")
                        .asks(Parameter.PREFIX, Parameter.LIMIT)
                        .answers(200, Shapes.list(Shapes.OBJECT))));
  }

  private void fields(Exchange exchange) throws IOException {
    int limit = exchange.params().has("limit") ? Listing.limit(exchange) : PATHS;
    exchange.send(
        200,
        Arr.from(
            Fields.of(
                core.state().table(Kind.RESOURCE).list(), exchange.params().get("prefix"), limit)));
  }
}
