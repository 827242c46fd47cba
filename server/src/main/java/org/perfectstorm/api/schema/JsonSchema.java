package org.perfectstorm.api.schema;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Fields and types as JSON Schema (2020-12) says them. */
public final class JsonSchema {
  private JsonSchema() {}

  /** Objects of a kind, as answers have them. */
  public static Doc answer(Schema schema) {
    List<String> always = new ArrayList<>(List.of("id"));
    DocBuilder properties = new DocBuilder().put("id", id(schema.kind()));
    for (Field field : schema.fields()) {
      properties.put(field.name(), of(field));
      if (!field.isOnlyWhenSet()) {
        always.add(field.name());
      }
    }
    return object(properties.build(), always);
  }

  /** What a body may say of an object, as a whole or ({@code partial}) only what changes. */
  public static Doc body(Schema schema, boolean partial) {
    Doc body = body(schema.fields());
    return partial ? body.without("required") : body;
  }

  /** What bodies hold. */
  public static Doc of(Type type) {
    return switch (type) {
      case Type.Text text ->
          text.mayBeBlank() ? named("string") : named("string").with("minLength", 1);
      case Type.Raw raw -> named("string");
      case Type.Slug slug -> named("string").with("pattern", "^[-a-zA-Z0-9_]+$");
      case Type.Span span ->
          Doc.of(
              "type",
              List.of("number", "string"),
              "exclusiveMinimum",
              0,
              "pattern",
              "^\\s*([0-9]+(\\.[0-9]+)?|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+)\\s*$",
              "description",
              "A number of seconds, or a text like 90s, 5m or 1h30m.");
      case Type.Flag flag -> named("boolean");
      case Type.Choice choice -> named("string").with("enum", choice.words());
      case Type.Whole whole ->
          named("integer").with("minimum", whole.least()).with("maximum", whole.most());
      case Type.Count count -> named("integer").with("minimum", 0);
      case Type.Moment moment ->
          named("string").with("description", "A date and time in UTC, without a zone.");
      case Type.Timestamp timestamp -> named("string").with("format", "date-time");
      case Type.Verbatim verbatim -> named("object");
      case Type.Any any -> Doc.EMPTY;
      case Type.Texts texts -> named("object").with("additionalProperties", named("string"));
      case Type.Each each -> named("array").with("items", of(each.element()));
      case Type.Struct struct -> body(struct.fields());
      case Type.Ref ref ->
          named("string")
              .with("description", "The id of " + one(ref.kind()) + "; in a body also its name.");
    };
  }

  /** The one of a field: its type, and null if it may be that. */
  static Doc of(Field field) {
    Doc type = of(field.type());
    return field.nullable() ? nullable(type) : type;
  }

  /** The same, or null. */
  public static Doc nullable(Doc schema) {
    if (schema.get("type") instanceof String type && !schema.has("enum")) {
      return schema.with("type", List.of(type, "null"));
    }
    if (schema.get("type") instanceof Arr types) {
      List<Object> more = new ArrayList<>(types);
      more.add("null");
      return schema.with("type", more);
    }
    return schema.isEmpty() ? schema : Doc.of("anyOf", List.of(schema, named("null")));
  }

  /** An object with these properties, of which some are always there. */
  public static Doc object(Doc properties, List<String> required) {
    Doc object = named("object").with("properties", properties);
    return required.isEmpty() ? object : object.with("required", required);
  }

  /** Anything of a JSON type. */
  public static Doc named(String type) {
    return Doc.of("type", type);
  }

  /** An id of a kind. */
  public static Doc id(Kind kind) {
    return named("string").with("pattern", "^" + kind.prefix() + "-[0-9A-Za-z]{22}$");
  }

  private static Doc body(List<Field> fields) {
    List<String> required = new ArrayList<>();
    DocBuilder properties = new DocBuilder();
    for (Field field : fields) {
      if (!field.isReadOnly()) {
        properties.put(field.name(), of(field));
        if (field.presence() == Field.Presence.REQUIRED) {
          required.add(field.name());
        }
      }
    }
    return object(properties.build(), required);
  }

  private static String one(Kind kind) {
    return ("aeiou".indexOf(kind.word().charAt(0)) >= 0 ? "an " : "a ") + kind.word();
  }
}
