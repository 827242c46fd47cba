package org.perfectstorm.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perfectstorm.api.openapi.Parameter;
import org.perfectstorm.api.openapi.Shapes;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.core.Core;
import org.perfectstorm.core.GroupQuery;
import org.perfectstorm.core.Patience;
import org.perfectstorm.core.Preview;
import org.perfectstorm.core.Reason;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** What groups can do besides being objects: show their members, and pin resources. */
final class Groups {
  private final Core core;
  private final Collection groups;
  private final Feed<MemberEvent> memberFeed;

  Groups(Core core) {
    this.core = core;
    this.groups =
        new Collection(
            Schemas.GROUP, core, (transaction, before, group) -> save(transaction, group));
    this.memberFeed = new Feed<>(core.memberEvents());
  }

  Collection collection() {
    return groups;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/groups/preview", this::preview)
            .that(
                o ->
                    o.does("what saving a group would do")
                        .takes(Shapes.body(Kind.GROUP))
                        .answers(
                            200,
                            Shapes.of(
                                "members", Shapes.NUMBER,
                                "joined", Shapes.list(Shapes.OBJECT),
                                "left", Shapes.list(Shapes.OBJECT)))
                        .changesNothing()),
        new Route("GET", "/v1/groups/{key}/members", this::members)
            .that(o -> Listing.described(o.does("its members"), Shapes.one(Kind.RESOURCE))),
        new Route("POST", "/v1/groups/{key}/members", this::pin)
            .that(
                o ->
                    o.does("pin resources to the group")
                        .takes(JsonSchema.of(Schemas.PINS))
                        .answers(
                            200,
                            Shapes.of(
                                "include", Shapes.list(Shapes.TEXT),
                                "exclude", Shapes.list(Shapes.TEXT)))),
        new Route("GET", "/v1/groups/{key}/explain", this::explain)
            .that(
                o ->
                    o.does("why a resource is a member, or is not")
                        .asks(Parameter.RESOURCE)
                        .answers(
                            200,
                            JsonSchema.object(
                                Doc.of(
                                    "group", Shapes.TEXT,
                                    "resource", Shapes.TEXT,
                                    "member", JsonSchema.named("boolean"),
                                    "why",
                                        Shapes.words(
                                            "query",
                                            "included",
                                            "excluded",
                                            "suspended",
                                            "empty_query"),
                                    "query", Shapes.OBJECT),
                                List.of("group", "resource", "member", "why")))),
        new Route("GET", "/v1/groups/{key}/events", this::events)
            .that(o -> Feed.described(o.does("who joined and left"), Shapes.memberEvent())));
  }

  /** Why the resource of the parameter {@code resource} is a member, or is not. */
  private void explain(Exchange exchange) throws IOException {
    if (!exchange.params().has("resource")) {
      throw Problem.invalid(
          Invalid.field("resource", "This parameter is required: the id or a name of a resource."));
    }
    State state = core.state();
    Doc group = state.table(Kind.GROUP).find(exchange.key());
    if (group == null) {
      throw Problem.notFound();
    }
    String key = exchange.params().get("resource");
    Doc resource = state.table(Kind.RESOURCE).find(key);
    if (resource == null) {
      throw Problem.invalid(
          Invalid.field("resource", "Document with id=" + key + " does not exist."));
    }
    Reason reason = Reason.of(group, resource, state);
    DocBuilder answer =
        new DocBuilder()
            .put("group", group.text("id"))
            .put("resource", resource.text("id"))
            .put("member", reason.member())
            .put("why", reason.why().name().toLowerCase(Locale.ROOT));
    if (reason.query() != null) {
      answer.put("query", reason.query().toDoc());
    }
    exchange.send(200, answer.build());
  }

  /** What saving a group would do; the one with the body's name, if there is one, is compared. */
  private void preview(Exchange exchange) throws IOException {
    State state = core.state();
    Present present = new Present(state, Instant.now());
    Object body = exchange.body();
    String name = body instanceof Doc doc ? doc.text("name") : null;
    Doc before = name == null ? null : state.table(Kind.GROUP).find(name);
    Doc group =
        before == null
            ? Schemas.GROUP.create(Ids.create(Kind.GROUP), body, present)
            : Schemas.GROUP.replace(before, body, present);
    exchange.send(200, previewed(group, state));
  }

  private static Doc previewed(Doc group, State state) {
    try {
      Preview preview = Preview.of(group, state);
      return Doc.of(
          "members", preview.members(),
          "joined", brief(preview.joined()),
          "left", brief(preview.left()));
    } catch (QueryException | GroupQuery.Circle | Patience.Lost e) {
      throw Invalid.field("query", e.getMessage());
    }
  }

  /** Enough of resources to know them by. */
  private static List<Doc> brief(List<Doc> resources) {
    return resources.stream()
        .map(
            resource ->
                Doc.of(
                    "id", resource.text("id"),
                    "type", resource.text("type"),
                    "names", resource.arr("names"),
                    "parent", resource.text("parent"),
                    "status", resource.text("status"),
                    "health", resource.text("health")))
        .toList();
  }

  private static Doc save(Transaction transaction, Doc group) {
    try {
      GroupQuery.check(group, transaction.state());
    } catch (QueryException | GroupQuery.Circle e) {
      throw Invalid.field("query", e.getMessage());
    }
    transaction.put(Kind.GROUP, group);
    return group;
  }

  private void members(Exchange exchange) throws IOException {
    // One state for both, so that the members are those of the group that was found.
    State state = core.state();
    Doc group = state.table(Kind.GROUP).find(exchange.key());
    if (group == null) {
      throw Problem.notFound();
    }
    Listing.of(Kind.RESOURCE, state.members(group.text("id")), exchange)
        .send(Filter.of(Kind.RESOURCE, state, exchange));
  }

  private void pin(Exchange exchange) throws IOException {
    String id = groups.find(exchange.key()).text("id");
    Object body = exchange.body();
    Doc lists = groups.commit(exchange, id, (transaction, group) -> pin(transaction, group, body));
    exchange.send(200, lists);
  }

  private static Doc pin(Transaction transaction, Doc group, Object body) {
    Doc pins = Schemas.PINS.read(body, new Present(transaction));
    Doc pinned = group;
    for (String list : List.of("include", "exclude")) {
      List<Object> ids = new ArrayList<>(group.arr(list));
      for (String id : pins.texts(list)) {
        if (!ids.contains(id)) {
          ids.add(id);
        }
      }
      pinned = pinned.with(list, Arr.from(ids));
    }
    transaction.put(Kind.GROUP, pinned);
    return Doc.of("include", pinned.arr("include"), "exclude", pinned.arr("exclude"));
  }

  private void events(Exchange exchange) throws IOException {
    String id = groups.find(exchange.key()).text("id");
    memberFeed.answer(exchange, event -> event.group().equals(id));
  }
}
