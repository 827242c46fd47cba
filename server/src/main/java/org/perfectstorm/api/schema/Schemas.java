package org.perfectstorm.api.schema;

import static org.perfectstorm.api.schema.Field.named;

import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Moments;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** The schema of every kind. A new attribute is one line here. */
public final class Schemas {
  private static final Type WORD = new Type.Text(false);
  private static final Type OBJECT = new Type.Verbatim();
  private static final Type WORDS = new Type.Each(WORD);
  private static final Type AN_AGENT = new Type.Ref(Kind.AGENT);
  private static final Type A_RESOURCE = new Type.Ref(Kind.RESOURCE);
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
              named("status", choice("online", "offline")).byDefault("offline"),
              named("options", OBJECT).byDefault(Doc.EMPTY),
              named("message", WORD).readOnlyWhenSet()),
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
              named("status", status()).byDefault("unknown"),
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
              named("gone", WORDS).byDefault(Arr.EMPTY)));

  /** What an agent may say with its heartbeat. */
  public static final Type.Struct HEARTBEAT =
      new Type.Struct(List.of(named("message", new Type.Text(true)).nulls()));

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

  private Schemas() {}

  private static Type choice(String... words) {
    return new Type.Choice(List.of(words));
  }

  private static Type status() {
    return choice(
        "unknown",
        "creating",
        "created",
        "starting",
        "running",
        "updating",
        "updated",
        "stopping",
        "stopped",
        "removing",
        "error");
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

  private static void nativeIdIsUnique(Doc resource, World world) {
    String nativeId = resource.text("native_id");
    if (nativeId != null && world.isKnown(resource.text("owner"), nativeId, resource.text("id"))) {
      throw Invalid.field("native_id", Type.TAKEN);
    }
  }
}
