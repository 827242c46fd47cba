package org.perfectstorm.api.openapi;

import static org.perfectstorm.api.schema.JsonSchema.named;
import static org.perfectstorm.api.schema.JsonSchema.nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schema;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** The bodies and answers of the API that are no objects of a kind. */
public final class Shapes {
  /** A text. */
  public static final Doc TEXT = named("string");

  /** One number more, or less. */
  public static final Doc NUMBER = named("integer");

  /** Anything in braces. */
  public static final Doc OBJECT = named("object");

  private Shapes() {}

  /** An object of a kind, as answers have it. */
  public static Doc one(Kind kind) {
    return component(word(kind));
  }

  /** A list of objects of a kind. */
  public static Doc list(Kind kind) {
    return list(one(kind));
  }

  /** A list. */
  public static Doc list(Doc element) {
    return Doc.of("type", "array", "items", element);
  }

  /** A whole object in a body. */
  public static Doc body(Kind kind) {
    return component(word(kind) + "Body");
  }

  /** In a body what changes of an object. */
  public static Doc change(Kind kind) {
    return component(word(kind) + "Change");
  }

  /** An event. */
  public static Doc event() {
    return component("Event");
  }

  /** A resource that joined or left a group. */
  public static Doc memberEvent() {
    return component("MemberEvent");
  }

  /** What is wrong with what is to be imported. */
  public static Doc defects() {
    return component("Defects");
  }

  /** An object with these keys and schemas in turn, all of which are always there. */
  public static Doc of(Object... keysAndSchemas) {
    Doc properties = Doc.of(keysAndSchemas);
    return JsonSchema.object(properties, new ArrayList<>(properties.shape().keys()));
  }

  /** All that documents refer to by name. */
  static Doc components(List<Schema> schemas) {
    DocBuilder all = new DocBuilder();
    for (Schema schema : schemas) {
      String word = word(schema.kind());
      all.put(word, JsonSchema.answer(schema));
      Doc body = JsonSchema.body(schema, false);
      if (!body.doc("properties").isEmpty()) {
        all.put(word + "Body", body);
        all.put(word + "Change", JsonSchema.body(schema, true));
      }
    }
    all.put(
        "Event",
        of(
            "id", NUMBER,
            "event_type", words("created", "updated", "deleted"),
            "entity_type", words(kinds()),
            "entity_id", TEXT,
            "entity_names", list(TEXT)));
    all.put(
        "MemberEvent",
        of(
            "id", NUMBER,
            "event_type", words("joined", "left"),
            "group", TEXT,
            "group_name", nullable(TEXT),
            "resource", TEXT,
            "resource_names", list(TEXT),
            "cause", NUMBER));
    all.put(
        "Defects",
        of(
            "errors",
            list(
                JsonSchema.object(
                    Doc.of(
                        "path", TEXT,
                        "message", TEXT,
                        "suggestion", TEXT,
                        "line", NUMBER,
                        "column", NUMBER),
                    List.of("path", "message")))));
    all.put(
        "Invalid",
        Doc.of(
            "type", "object",
            "description",
                "What is wrong: messages by field, inside of lists by index; or one detail."));
    all.put("Problem", JsonSchema.object(Doc.of("detail", TEXT), List.of("detail")));
    return all.build();
  }

  /** One of some words. */
  public static Doc words(String... words) {
    return TEXT.with("enum", List.of(words));
  }

  /** The kinds of objects that people write in files. */
  public static Doc kindsInFiles() {
    return words(Kind.IN_FILES.stream().map(Kind::word).toArray(String[]::new));
  }

  static Doc component(String name) {
    return Doc.of("$ref", "#/components/schemas/" + name);
  }

  private static String[] kinds() {
    return Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new);
  }

  private static String word(Kind kind) {
    return Character.toUpperCase(kind.word().charAt(0)) + kind.word().substring(1);
  }
}
