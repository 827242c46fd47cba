package org.perfectstorm.api.schema;

import static org.perfectstorm.api.schema.Field.named;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** The schema of every kind. A new attribute is one line here. */
public final class Schemas {
  private static final Type WORD = new Type.Text(false);
  private static final Type OBJECT = new Type.Verbatim();
  private static final Type WORDS = new Type.Each(WORD);
  private static final Type AN_AGENT = new Type.Ref(Kind.AGENT);
  private static final Type A_RESOURCE = new Type.Ref(Kind.RESOURCE);
  private static final Type A_GROUP = new Type.Ref(Kind.GROUP);
  private static final Type A_PROCEDURE = new Type.Ref(Kind.PROCEDURE);
  private static final Type SLUG = new Type.Slug();
  private static final Type A_SUBSCRIPTION = new Type.Ref(Kind.SUBSCRIPTION);
  private static final Type PORT = new Type.Whole(1, 65535);
  private static final Type PROTOCOL = choice("tcp", "udp");

  /** Processes that talk to a cloud. */
  public static final Schema AGENT =
      new Schema(
          Kind.AGENT,
          List.of(
              named("type", WORD).required(),
              named("name", WORD).nulls().uniques(),
              named("heartbeat", new Type.Moment()).byDefault(world -> Moments.text(world.now())),
              named("status", status(Kind.AGENT)).byDefault("offline"),
              named("options", OBJECT).byDefault(Doc.EMPTY),
              named("message", WORD).readOnlyWhenSet(),
              named("instance", WORD).whenSet()),
          List.of());

  /** What runs or exists in a cloud. */
  public static final Schema RESOURCE =
      new Schema(
          Kind.RESOURCE,
          List.of(
              named("type", WORD).required(),
              named("names", WORDS).initially(Arr.EMPTY),
              named("owner", AN_AGENT).required(),
              named("parent", A_RESOURCE).nulls(),
              named("cluster", A_RESOURCE).nulls(),
              named("host", A_RESOURCE).nulls(),
              named("image", WORD).nulls(),
              named("status", status(Kind.RESOURCE)).byDefault("unknown"),
              named("health", choice("unknown", "healthy", "unhealthy")).byDefault("unknown"),
              named("snapshot", OBJECT).byDefault(Doc.EMPTY),
              named("native_id", WORD).whenSet(),
              named("labels", new Type.Texts()).whenSet(),
              named("addresses", addresses()).whenSet(),
              named("ports", ports()).whenSet(),
              named("created", new Type.Timestamp()).whenSet(),
              named("region", WORD).whenSet()),
          List.of(Schemas::nativeIdIsUnique));

  /** A resource in an agent's sync, known by its native id. */
  public static final Schema SYNCED = RESOURCE.requiring("native_id");

  /** An agent's sync: everything it sees, or what changed. */
  public static final Type.Struct SYNC =
      new Type.Struct(
          List.of(
              named("full", new Type.Flag()).byDefault(false),
              named("resources", new Type.Each(OBJECT)),
              named("gone", WORDS).byDefault(Arr.EMPTY),
              named("keep", WORDS).byDefault(Arr.EMPTY),
              named("listed", WORDS).byDefault(Arr.EMPTY)));

  /** What an agent may say with its heartbeat. */
  public static final Type.Struct HEARTBEAT =
      new Type.Struct(
          List.of(named("message", new Type.Text(true)).nulls(), named("instance", WORD).nulls()));

  /** Live queries over resources. */
  public static final Schema GROUP =
      new Schema(
          Kind.GROUP,
          List.of(
              named("name", WORD).nulls().uniques(),
              named("query", OBJECT).byDefault(Doc.EMPTY),
              named("include", WORDS).initially(Arr.EMPTY),
              named("exclude", WORDS).initially(Arr.EMPTY),
              named("services", services()).initially(Arr.EMPTY)),
          List.of());

  /** Resources to add to a group's lists, by name or id. */
  public static final Type.Struct PINS =
      new Type.Struct(
          List.of(
              named("include", new Type.Each(A_RESOURCE)).byDefault(Arr.EMPTY),
              named("exclude", new Type.Each(A_RESOURCE)).byDefault(Arr.EMPTY)));

  /** Documents to import; what is in them has a form of its own. */
  public static final Type.Struct IMPORT =
      new Type.Struct(
          List.of(
              named("documents", new Type.Any()),
              named("prune", new Type.Flag()).byDefault(false)));

  /** Groups and how they work together. */
  public static final Schema APPLICATION =
      new Schema(
          Kind.APPLICATION,
          List.of(
              named("name", WORD).nulls().uniques(),
              named("components", new Type.Each(A_GROUP)).required(),
              named("links", links()).required(),
              named("expose", expose()).required(),
              named("groups", new Type.Each(A_GROUP)).whenSet(),
              named("procedures", new Type.Each(A_PROCEDURE)).whenSet()),
          List.of(Schemas::partsAreComponents));

  /** Templates of what agents can do. */
  public static final Schema PROCEDURE =
      new Schema(
          Kind.PROCEDURE,
          List.of(
              named("type", WORD).required(),
              named("name", WORD).nulls().uniques(),
              named("content", new Type.Raw()).byDefault(""),
              named("options", OBJECT).byDefault(Doc.EMPTY),
              named("params", OBJECT).byDefault(Doc.EMPTY),
              named("retry", choice("safe", "never")).whenSet(),
              named("timeout", new Type.Span()).whenSet()),
          List.of(Schemas::secretsAreMarkedExactly));

  /** What it takes to run a procedure. */
  public static final Type.Struct EXEC =
      new Type.Struct(
          List.of(
              named("target", A_RESOURCE).required(),
              named("options", OBJECT).byDefault(Doc.EMPTY),
              named("params", OBJECT).byDefault(Doc.EMPTY),
              named("timeout", new Type.Span()).whenSet()));

  /** Runs of procedures. Clients create and change none: all fields are the server's. */
  public static final Schema JOB =
      new Schema(
          Kind.JOB,
          List.of(
              named("type", WORD).readOnly(),
              named("owner", AN_AGENT).nulls().readOnly(),
              named("target", A_RESOURCE).readOnly(),
              named("procedure", A_PROCEDURE).readOnly(),
              named("content", new Type.Raw()).readOnly(),
              named("options", OBJECT).readOnly(),
              named("params", OBJECT).readOnly(),
              named("status", status(Kind.JOB)).readOnly(),
              named("result", OBJECT).readOnly(),
              named("created", new Type.Moment()).readOnly(),
              named("timeout", new Type.Span()).readOnlyWhenSet(),
              named("retry", choice("safe", "never")).readOnlyWhenSet(),
              named("subscription", A_SUBSCRIPTION).readOnlyWhenSet(),
              named("secrets", WORDS).readOnlyWhenSet(),
              named("cancel", new Type.Flag()).readOnlyWhenSet(),
              named("attempt", new Type.Whole(2, 1000)).readOnlyWhenSet(),
              named("started", new Type.Timestamp()).readOnlyWhenSet(),
              named("ended", new Type.Timestamp()).readOnlyWhenSet()),
          List.of());

  /** Who takes a job. */
  public static final Type.Struct TAKING =
      new Type.Struct(List.of(named("owner", AN_AGENT).required()));

  /** Who takes a job, and which of several that act for the agent. */
  public static final Type.Struct CLAIMING =
      new Type.Struct(List.of(named("owner", AN_AGENT).required(), named("token", WORD).nulls()));

  /** What came of a job, and who says so. */
  public static final Type.Struct ENDING =
      new Type.Struct(
          List.of(named("owner", AN_AGENT).nulls(), named("result", OBJECT).byDefault(Doc.EMPTY)));

  /** How a job is run once more. */
  public static final Type.Struct RETRYING =
      new Type.Struct(List.of(named("params", OBJECT).byDefault(Doc.EMPTY)));

  /** What is to be run when something happens to a member of a group. */
  public static final Schema SUBSCRIPTION =
      new Schema(
          Kind.SUBSCRIPTION,
          List.of(
              named("group", A_GROUP).required(),
              named("procedure", A_PROCEDURE).required(),
              named("target", A_RESOURCE).required(),
              named("options", OBJECT).byDefault(Doc.EMPTY),
              named("params", OBJECT).byDefault(Doc.EMPTY),
              named("on", happenings()).whenSet(),
              named("quiet", new Type.Span()).whenSet(),
              named("held", new Type.Whole(1, Integer.MAX_VALUE)).readOnlyWhenSet(),
              named("held_since", new Type.Timestamp()).readOnlyWhenSet()),
          List.of());

  /** What is added to a job's log, where it begins, and who says so. */
  public static final Type.Struct LOGGING =
      new Type.Struct(
          List.of(
              named("owner", AN_AGENT).nulls(),
              named("text", new Type.Raw()).required(),
              named("start", new Type.Count()).nulls()));

  private Schemas() {}

  private static Type choice(String... words) {
    return new Type.Choice(List.of(words));
  }

  private static Type status(Kind kind) {
    return new Type.Choice(kind.statuses());
  }

  private static Type happenings() {
    return new Type.Each(choice("joined", "left", "created", "updated", "deleted"));
  }

  private static Type addresses() {
    return new Type.Each(
        new Type.Struct(List.of(named("ip", WORD).required(), named("network", WORD).whenSet())));
  }

  private static Type ports() {
    return new Type.Each(
        new Type.Struct(
            List.of(
                named("port", PORT).required(),
                named("protocol", WORD).byDefault("tcp"),
                named("published", PORT).whenSet(),
                named("address", WORD).whenSet())));
  }

  private static Type services() {
    return new Type.Each(
        new Type.Struct(
            List.of(
                named("name", WORD).required(),
                named("protocol", PROTOCOL).byDefault("tcp"),
                named("port", PORT).required())));
  }

  private static Type links() {
    return new Type.Each(
        new Type.Struct(
            List.of(
                named("src_component", SLUG).required(),
                named("dest_component", SLUG).required(),
                named("dest_service", SLUG).required())));
  }

  private static Type expose() {
    return new Type.Each(
        new Type.Struct(
            List.of(named("component", SLUG).required(), named("service", SLUG).required())));
  }

  /** What links and exposed services name must be there. */
  private static void partsAreComponents(Doc application, World world) {
    Map<String, Set<String>> services = new HashMap<>();
    for (String id : application.texts("components")) {
      Doc group = world.get(Kind.GROUP, id);
      if (group != null && group.text("name") != null) {
        services.put(
            group.text("name"),
            group.arr("services").stream()
                .map(service -> ((Doc) service).text("name"))
                .collect(Collectors.toSet()));
      }
    }
    Set<String> wrong = new LinkedHashSet<>();
    for (Object each : application.arr("links")) {
      Doc link = (Doc) each;
      if (!services.containsKey(link.text("src_component"))) {
        wrong.add(notAComponent(link.text("src_component")));
      }
      checkService(link.text("dest_component"), link.text("dest_service"), services, wrong);
    }
    for (Object each : application.arr("expose")) {
      Doc exposed = (Doc) each;
      checkService(exposed.text("component"), exposed.text("service"), services, wrong);
    }
    if (!wrong.isEmpty()) {
      throw Invalid.whole(wrong.toArray(String[]::new));
    }
  }

  private static void checkService(
      String component, String service, Map<String, Set<String>> services, Set<String> wrong) {
    if (!services.containsKey(component)) {
      wrong.add(notAComponent(component));
    } else if (!services.get(component).contains(service)) {
      wrong.add("Service " + service + " is not part of component " + component);
    }
  }

  private static String notAComponent(String name) {
    return "Component " + name + " is not part of the application";
  }

  /** What nearly says that a parameter is secret must not make it public. */
  private static void secretsAreMarkedExactly(Doc procedure, World world) {
    DocBuilder wrong = new DocBuilder();
    for (var param : procedure.doc("params")) {
      if (Secrets.isMisspelt(param.getValue())) {
        wrong.put(
            param.getKey(),
            Arr.of(
                "A secret parameter is exactly {\"secret\": true}: its value comes with each"
                    + " run."));
      }
    }
    if (wrong.size() > 0) {
      throw Invalid.inside(Doc.of("params", wrong.build()));
    }
  }

  private static void nativeIdIsUnique(Doc resource, World world) {
    String nativeId = resource.text("native_id");
    if (nativeId != null && world.isKnown(resource.text("owner"), nativeId, resource.text("id"))) {
      throw Invalid.field("native_id", Type.TAKEN);
    }
  }
}
