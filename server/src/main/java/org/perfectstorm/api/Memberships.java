package org.perfectstorm.api;

import java.io.IOException;
import java.util.List;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Who is in which group, of all groups at once: for whoever mirrors the whole, like the page. */
final class Memberships {
  private final Core core;
  private final Feed<MemberEvent> feed;

  Memberships(Core core) {
    this.core = core;
    this.feed = new Feed<>(core.memberEvents());
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/memberships", this::all)
            .that(
                o ->
                    o.does("the members of all groups")
                        .answers(200, Shapes.of("last", Shapes.NUMBER, "groups", Shapes.OBJECT))),
        new Route("GET", "/v1/memberships/events", feed::answer)
            .that(
                o ->
                    Feed.described(o.does("who joined and left any group"), Shapes.memberEvent())));
  }

  /** {@code {"last": number of the last member event, "groups": {group's id: [members' ids]}}}. */
  private void all(Exchange exchange) throws IOException {
    State state = core.state();
    DocBuilder groups = new DocBuilder();
    for (Doc group : state.table(Kind.GROUP).list()) {
      String id = group.text("id");
      groups.put(id, Arr.from(state.members(id).stream().map(one -> one.text("id")).toList()));
    }
    exchange.send(200, Doc.of("last", state.memberEvent(), "groups", groups.build()));
  }
}
