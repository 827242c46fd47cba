package org.perfectstorm.api.openapi;

import static org.perfectstorm.api.schema.JsonSchema.named;

import org.perfectstorm.value.Doc;

/**
 * What the query string of a request may say.
 *
 * @param isRequired whether it must
 */
public record Parameter(String name, String description, Doc schema, boolean isRequired) {
  private static final Doc FLAG = named("boolean");

  public static final Parameter Q = text("q", "A MongoDB query, as JSON: which objects.");
  public static final Parameter FIELDS =
      text("fields", "Which attributes to show, separated by commas; the id always.");
  public static final Parameter LIMIT =
      of(
          "limit",
          "At most so many; the header Link has the address of the next page.",
          named("integer").with("minimum", 1));
  public static final Parameter AFTER =
      text("after", "Where the page begins: from the Link header of the page before.");
  public static final Parameter AT =
      text("at", "A moment of the past: an instant, a time ago, or the number of an event.");
  public static final Parameter START = of("start", "From which number on.", named("integer"));
  public static final Parameter COUNT =
      of(
          "count",
          "So many numbers from start on, or the last so many; 128 without it.",
          named("integer"));
  public static final Parameter NEWEST =
      of(
          "limit",
          "At most so many, the newest; 100 without it, at most 1,000.",
          named("integer").with("minimum", 1));
  public static final Parameter START_BYTE =
      of("start", "How many bytes of it to leave out.", named("integer").with("minimum", 0));
  public static final Parameter STREAM =
      text("stream", "Any text: go on with what happens from now on.");
  public static final Parameter DATE = of("date", "true: with the date of each.", FLAG);
  public static final Parameter ENTITY_TYPE =
      text("entity_type", "Only of objects of this kind, such as job.");
  public static final Parameter ENTITY_ID = text("entity_id", "Only of the object with this id.");
  public static final Parameter RESOURCE =
      new Parameter("resource", "The id or a name of a resource.", named("string"), true);
  public static final Parameter PREFIX = text("prefix", "What a path begins with.");
  public static final Parameter KIND =
      of("kind", "Only of this kind; may come several times.", Shapes.list(Shapes.kindsInFiles()));
  public static final Parameter NAME =
      of(
          "name",
          "Only what has this name or id; may come several times.",
          Shapes.list(named("string")));
  public static final Parameter PRUNE =
      of("prune", "true: delete what an application brought and brings no longer.", FLAG);
  static final Parameter DRY_RUN =
      of("dryRun", "true: check and answer as ever, and keep nothing.", FLAG);

  private static Parameter text(String name, String description) {
    return of(name, description, named("string"));
  }

  private static Parameter of(String name, String description, Doc schema) {
    return new Parameter(name, description, schema, false);
  }

  Doc toDoc() {
    return Doc.of(
        "name", name,
        "in", "query",
        "required", isRequired,
        "description", description,
        "schema", schema);
  }
}
