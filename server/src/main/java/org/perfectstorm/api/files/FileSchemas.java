package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perfectstorm.api.schema.Field;
import org.perfectstorm.api.schema.JsonSchema;
import org.perfectstorm.api.schema.Schema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.api.schema.Type;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * JSON Schemas of what people write in files, for completion and checks in editors. They know what
 * can stand where, not what is there: that a link leads to a group is checked at the import.
 */
public final class FileSchemas {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final String WORD = "[A-Za-z0-9_.-]+";
  private static final String SERVICE = WORD + "\\s*\\[\\s*" + WORD + "\\s*\\]";
  private static final String LINK = WORD + "\\s*=>\\s*" + SERVICE;

  private static final Map<String, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry("id", "The id or name under which it is found; without it, the name."),
          Map.entry("name", "How it is called; unique."),
          Map.entry("group.query", "A MongoDB query over resources: who belongs to the group."),
          Map.entry("group.include", "Resources (id or name) that always belong to it."),
          Map.entry("group.exclude", "Resources (id or name) that never belong to it."),
          Map.entry("group.services", "What its members offer over the network."),
          Map.entry("procedure.type", "Which agents understand it, such as swarm."),
          Map.entry("procedure.content", "What the agent does: a template in Jinja's syntax."),
          Map.entry("procedure.options", "Options for the agent."),
          Map.entry(
              "procedure.params",
              "Values for the template's names; {secret: true} is one that each run must give."),
          Map.entry(
              "procedure.retry",
              "Whether a job whose agent died may be handed out again (safe) or not (never)."),
          Map.entry("procedure.timeout", "How long a job may take."),
          Map.entry("application.groups", "The groups that belong to it, or names of groups."),
          Map.entry("application.components", "Names of further groups, or links."),
          Map.entry("application.expose", "What users reach: frontend[http]."),
          Map.entry("application.links", "Who talks to whom: frontend => database[postgres]."),
          Map.entry(
              "application.procedures", "The procedures that belong to it, or names of such."));

  private FileSchemas() {}

  /** Each schema by the name of its file. */
  public static Map<String, Doc> all() {
    Map<String, Doc> all = new TreeMap<>();
    all.put("application.json", document("An application", "application"));
    all.put("group.json", document("A group", "group"));
    all.put("procedure.json", document("A procedure", "procedure"));
    all.put("file.json", file());
    return all;
  }

  /** A document that holds one object, under its kind. */
  private static Doc document(String title, String kind) {
    return begin(title).toBuilder()
        .put("type", "object")
        .put("properties", Doc.of(kind, ref(kind)))
        .put("required", Arr.of(kind))
        .put("additionalProperties", false)
        .put("$defs", definitions())
        .build();
  }

  /** A document of any kind, or a list of such. */
  private static Doc file() {
    Doc one =
        Doc.of(
            "type",
            "object",
            "properties",
            Doc.of(
                "application", ref("application"),
                "group", ref("group"),
                "procedure", ref("procedure")),
            "additionalProperties",
            false,
            "minProperties",
            1,
            "maxProperties",
            1);
    return begin("Groups, procedures and applications").toBuilder()
        .put(
            "anyOf",
            Arr.of(
                ref("document"), Doc.of("type", "array", "items", ref("document")), ref("group")))
        .put("$defs", merged(Doc.of("document", one), definitions()))
        .build();
  }

  private static Doc definitions() {
    return Doc.of(
        "application", application(),
        "group", object(Schemas.GROUP, "group"),
        "procedure", object(Schemas.PROCEDURE, "procedure"),
        "query", query());
  }

  private static Doc object(Schema schema, String kind) {
    DocBuilder properties = new DocBuilder().put("id", described("id", JsonSchema.named("string")));
    List<String> required = new ArrayList<>();
    for (Field field : schema.fields()) {
      Doc type = field.name().equals("query") ? ref("query") : closed(JsonSchema.of(field.type()));
      properties.put(field.name(), described(kind + "." + field.name(), type));
      if (field.presence() == Field.Presence.REQUIRED) {
        required.add(field.name());
      }
    }
    return named(JsonSchema.object(properties.build(), required));
  }

  private static Doc application() {
    Doc component = matching("^\\s*(" + LINK + "|[^=\\[\\]]*[^\\s=\\[\\]][^=\\[\\]]*)\\s*$");
    return named(
        JsonSchema.object(
            Doc.of(
                "id", described("id", JsonSchema.named("string")),
                "name", described("name", JsonSchema.named("string").with("minLength", 1)),
                "groups", described("application.groups", list(orName("group"))),
                "components", described("application.components", list(component)),
                "expose",
                    described(
                        "application.expose", list(orPair("^\\s*" + SERVICE + "\\s*$", "expose"))),
                "links",
                    described("application.links", list(orPair("^\\s*" + LINK + "\\s*$", "links"))),
                "procedures", described("application.procedures", list(orName("procedure")))),
            List.of()));
  }

  /** An object needs a name, or an id. */
  private static Doc named(Doc object) {
    return object
        .with(
            "anyOf",
            List.of(Doc.of("required", List.of("name")), Doc.of("required", List.of("id"))))
        .with("additionalProperties", false);
  }

  /** Queries, as far as a schema can say them: fields, and what joins several queries. */
  private static Doc query() {
    DocBuilder properties = new DocBuilder();
    for (String joins : List.of("$and", "$or", "$nor")) {
      properties.put(joins, list(ref("query")));
    }
    properties.put("$group", Doc.of("description", "Who belongs to that group, too."));
    properties.put("$expr", Doc.EMPTY);
    properties.put("$jsonSchema", JsonSchema.named("object"));
    properties.put("$comment", Doc.EMPTY);
    properties.put("id", Doc.EMPTY);
    Schemas.RESOURCE.fields().forEach(field -> properties.put(field.name(), Doc.EMPTY));
    return JsonSchema.object(properties.build(), List.of())
        .with("patternProperties", Doc.of("^[^$]", Doc.EMPTY))
        .with("additionalProperties", false);
  }

  private static Doc orName(String kind) {
    return Doc.of("anyOf", List.of(ref(kind), JsonSchema.named("string").with("minLength", 1)));
  }

  /** An arrow, or the same as the API has it. */
  private static Doc orPair(String pattern, String field) {
    Doc pair =
        Schemas.APPLICATION.fields().stream()
            .filter(each -> each.name().equals(field))
            .findFirst()
            .map(each -> closed(JsonSchema.of(((Type.Each) each.type()).element())))
            .orElseThrow();
    return Doc.of("anyOf", List.of(matching(pattern), pair));
  }

  /** A type whose objects have no other fields. */
  private static Doc closed(Doc type) {
    if (type.get("items") instanceof Doc items) {
      return type.with("items", closed(items));
    }
    return type.has("properties") ? type.with("additionalProperties", false) : type;
  }

  private static Doc list(Doc items) {
    return Doc.of("type", "array", "items", items);
  }

  private static Doc matching(String pattern) {
    return JsonSchema.named("string").with("pattern", pattern);
  }

  private static Doc described(String name, Doc type) {
    String own = DESCRIPTIONS.get(name.substring(name.indexOf('.') + 1));
    String text = DESCRIPTIONS.getOrDefault(name, own);
    return text == null ? type : type.with("description", text);
  }

  private static Doc ref(String definition) {
    return Doc.of("$ref", "#/$defs/" + definition);
  }

  private static Doc begin(String title) {
    return Doc.of("$schema", DRAFT, "title", title);
  }

  private static Doc merged(Doc first, Doc second) {
    DocBuilder merged = first.toBuilder();
    second.forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
    return merged.build();
  }
}
