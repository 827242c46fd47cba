package org.perfectstorm.mql.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Numbers;
import org.perfectstorm.mql.schema.Schema.Check;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Reads a schema: a new keyword is one more case here. Not for sharing. */
final class SchemaReader {
  private static final int DEEPEST = 100;

  private static final Set<String> NOT_SUPPORTED =
      Set.of("$ref", "$schema", "default", "definitions", "format", "id");

  private static final Map<String, Kind> JSON_TYPES =
      Map.of(
          "object", Kind.OBJECT,
          "array", Kind.ARRAY,
          "boolean", Kind.BOOL,
          "string", Kind.STRING,
          "null", Kind.NULL);

  private static final Set<Kind> NUMBERS =
      EnumSet.of(Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.DECIMAL);

  private int depth;

  Schema read(Doc schema) {
    if (++depth > DEEPEST) {
      throw new Flaw("nested deeper than " + DEEPEST + " levels");
    }
    if (schema.has("type") && schema.has("bsonType")) {
      throw new Flaw("Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
    }
    List<Schema.Rule> rules = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      String keyword = schema.key(i);
      try {
        Check check = check(keyword, schema.at(i), schema);
        if (check != null) {
          rules.add(new Schema.Rule(keyword, check));
        }
      } catch (Flaw flaw) {
        throw flaw.at("." + keyword);
      }
    }
    depth--;
    return new Schema(rules);
  }

  /** What the keyword asks; null if it asks nothing by itself. */
  private Check check(String keyword, Object value, Doc schema) {
    return switch (keyword) {
      case "title", "description" -> {
        text(keyword, value);
        yield null;
      }
      case "type" -> kinds(types(keyword, value, SchemaReader::jsonType));
      case "bsonType" -> kinds(types(keyword, value, SchemaReader::bsonType));
      case "enum" -> Values.oneOf(filled(keyword, value));
      case "minimum" -> Values.atLeast(number(keyword, value), flag(schema, "exclusiveMinimum"));
      case "maximum" -> Values.atMost(number(keyword, value), flag(schema, "exclusiveMaximum"));
      case "exclusiveMinimum" -> companion(keyword, schema, "minimum");
      case "exclusiveMaximum" -> companion(keyword, schema, "maximum");
      case "multipleOf" -> {
        if (Numbers.compare(number(keyword, value), 0) <= 0 || !Numbers.isFinite(value)) {
          throw wrong(keyword, "a positive number");
        }
        yield Values.multipleOf(value);
      }
      case "minLength" -> Values.lengthFrom(count(keyword, value));
      case "maxLength" -> Values.lengthTo(count(keyword, value));
      case "pattern" -> Values.matching(text(keyword, value));
      case "minItems" -> Values.itemsFrom(count(keyword, value));
      case "maxItems" -> Values.itemsTo(count(keyword, value));
      case "uniqueItems" -> bool(keyword, value) ? Values.unique() : null;
      case "items" -> items(value, schema);
      case "additionalItems" -> {
        additional(keyword, value);
        yield null;
      }
      case "minProperties" -> Values.propertiesFrom(count(keyword, value));
      case "maxProperties" -> Values.propertiesTo(count(keyword, value));
      case "required" -> Properties.required(names(keyword, value));
      case "properties" -> Properties.of(schemas(keyword, value));
      case "patternProperties" -> Properties.ofPatterns(schemas(keyword, value));
      case "additionalProperties" ->
          Properties.additional(
              additional(keyword, value),
              doc("properties", schema.doc("properties")).shape().keys(),
              doc("patternProperties", schema.doc("patternProperties")).shape().keys());
      case "dependencies" -> dependencies(value);
      case "allOf" -> {
        List<Schema> all = several(keyword, value);
        yield v -> all.stream().allMatch(one -> one.allows(v));
      }
      case "anyOf" -> {
        List<Schema> all = several(keyword, value);
        yield v -> all.stream().anyMatch(one -> one.allows(v));
      }
      case "oneOf" -> {
        List<Schema> all = several(keyword, value);
        yield v -> all.stream().filter(one -> one.allows(v)).count() == 1;
      }
      case "not" -> {
        Schema not = read(doc(keyword, value));
        yield v -> !not.allows(v);
      }
      default ->
          throw new Flaw(
              NOT_SUPPORTED.contains(keyword)
                  ? "$jsonSchema keyword '" + keyword + "' is not supported"
                  : "Unknown $jsonSchema keyword: " + keyword);
    };
  }

  private static Check kinds(Set<Kind> kinds) {
    return value -> kinds.contains(Kind.of(value));
  }

  private interface Type {
    Set<Kind> of(String name);
  }

  private static Set<Kind> types(String keyword, Object value, Type type) {
    if (value instanceof String name) {
      return type.of(name);
    }
    if (!(value instanceof Arr arr) || arr.isEmpty()) {
      throw wrong(keyword, "a string or a non-empty array of strings");
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Set<Object> seen = new HashSet<>();
    for (Object name : arr) {
      if (!seen.add(name)) {
        throw new Flaw("$jsonSchema keyword '" + keyword + "' has duplicate value: " + name);
      }
      kinds.addAll(type.of(text(keyword, name)));
    }
    return kinds;
  }

  private static Set<Kind> jsonType(String name) {
    if (name.equals("number")) {
      return NUMBERS;
    }
    Kind kind = JSON_TYPES.get(name);
    if (kind == null) {
      throw new Flaw(
          name.equals("integer")
              ? "$jsonSchema type 'integer' is not supported; use bsonType 'int' or 'long'"
              : "Unknown type name alias: " + name);
    }
    return Set.of(kind);
  }

  private static Set<Kind> bsonType(String name) {
    if (name.equals("number")) {
      return NUMBERS;
    }
    Kind kind = Kind.byAlias(name);
    if (kind == null) {
      throw new Flaw("Unknown type name alias: " + name);
    }
    return Set.of(kind);
  }

  private static Check companion(String keyword, Doc schema, String needed) {
    bool(keyword, schema.get(keyword));
    if (!schema.has(needed)) {
      throw new Flaw(
          "$jsonSchema keyword '" + needed + "' must be present if " + keyword + " is present");
    }
    return null;
  }

  private Check items(Object value, Doc schema) {
    if (!(value instanceof Arr arr)) {
      Schema each = read(doc("items", value));
      return Values.items(List.of(), each);
    }
    List<Schema> first = new ArrayList<>();
    for (int i = 0; i < arr.size(); i++) {
      try {
        first.add(read(doc("items", arr.get(i))));
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    Schema rest =
        schema.has("additionalItems")
            ? additional("additionalItems", schema.get("additionalItems"))
            : Properties.ANYTHING;
    return Values.items(first, rest);
  }

  private Schema additional(String keyword, Object value) {
    return switch (value) {
      case Boolean allowed -> allowed ? Properties.ANYTHING : Properties.NOTHING;
      case Doc doc -> read(doc);
      case null, default -> throw wrong(keyword, "an object or a boolean");
    };
  }

  private Map<String, Schema> schemas(String keyword, Object value) {
    Map<String, Schema> schemas = new java.util.LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : doc(keyword, value)) {
      try {
        schemas.put(entry.getKey(), read(doc(keyword, entry.getValue())));
      } catch (Flaw flaw) {
        throw flaw.at("." + entry.getKey());
      }
    }
    return schemas;
  }

  private Check dependencies(Object value) {
    List<Check> checks = new ArrayList<>();
    for (Map.Entry<String, Object> entry : doc("dependencies", value)) {
      String key = entry.getKey();
      Check then =
          entry.getValue() instanceof Doc doc
              ? read(doc)::allows
              : Properties.required(names("dependencies", entry.getValue()));
      checks.add(v -> !(v instanceof Doc doc) || !doc.has(key) || then.holds(v));
    }
    return v -> checks.stream().allMatch(check -> check.holds(v));
  }

  private List<Schema> several(String keyword, Object value) {
    List<Schema> schemas = new ArrayList<>();
    Arr arr = filled(keyword, value);
    for (int i = 0; i < arr.size(); i++) {
      try {
        schemas.add(read(doc(keyword, arr.get(i))));
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    return schemas;
  }

  private static List<String> names(String keyword, Object value) {
    List<String> names = new ArrayList<>();
    for (Object name : filled(keyword, value)) {
      if (names.contains(text(keyword, name))) {
        throw new Flaw("$jsonSchema keyword '" + keyword + "' array has duplicate value: " + name);
      }
      names.add((String) name);
    }
    return names;
  }

  private static Arr filled(String keyword, Object value) {
    if (value instanceof Arr arr && !arr.isEmpty()) {
      return arr;
    }
    throw wrong(keyword, "a non-empty array");
  }

  private static Doc doc(String keyword, Object value) {
    if (value instanceof Doc doc) {
      return doc;
    }
    throw wrong(keyword, "an object");
  }

  private static String text(String keyword, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(keyword, "a string");
  }

  private static boolean flag(Doc schema, String keyword) {
    return schema.has(keyword) && bool(keyword, schema.get(keyword));
  }

  private static boolean bool(String keyword, Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(keyword, "a boolean");
  }

  private static Object number(String keyword, Object value) {
    if (Numbers.is(value)) {
      return value;
    }
    throw wrong(keyword, "a number");
  }

  private static long count(String keyword, Object value) {
    Long count = Numbers.is(value) && Numbers.isIntegral(value) ? Numbers.whole(value) : null;
    if (count == null || count < 0) {
      throw wrong(keyword, "a non-negative whole number");
    }
    return count;
  }

  private static Flaw wrong(String keyword, String needed) {
    return new Flaw("$jsonSchema keyword '" + keyword + "' must be " + needed);
  }
}
