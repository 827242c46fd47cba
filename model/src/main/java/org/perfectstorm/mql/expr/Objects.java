package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Objects: their fields, as pairs and merged. */
final class Objects {
  private Objects() {}

  static void addTo(Map<String, Function> all) {
    all.put("$mergeObjects", Function.of("$mergeObjects", 0, Integer.MAX_VALUE, Objects::merge));
    all.put("$objectToArray", Function.oneOrNull("$objectToArray", Objects::pairs));
    all.put("$arrayToObject", Function.oneOrNull("$arrayToObject", Objects::object));
    all.put("$getField", Objects::getField);
    all.put(
        "$setField",
        Function.named(
            "$setField",
            List.of("field", "input", "value"),
            List.of(),
            (v, _) -> set(v[0], v[1], v[2])));
    all.put(
        "$unsetField",
        Function.named(
            "$unsetField",
            List.of("field", "input"),
            List.of(),
            (v, _) -> set(v[0], v[1], Missing.MISSING)));
  }

  private static Object merge(Object[] values, Scope scope) {
    List<Object> all =
        values.length == 1 && values[0] instanceof Arr arr ? arr : java.util.Arrays.asList(values);
    DocBuilder merged = new DocBuilder();
    for (Object value : all) {
      if (!Given.isNull(value)) {
        Doc doc = Given.doc("$mergeObjects", value);
        scope.spend(doc.size());
        for (int i = 0; i < doc.size(); i++) {
          merged.put(doc.key(i), doc.at(i));
        }
      }
    }
    return merged.build();
  }

  private static Object pairs(Object value) {
    Doc doc = Given.doc("$objectToArray", value);
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < doc.size(); i++) {
      pairs.add(new DocBuilder().put("k", doc.key(i)).put("v", doc.at(i)).build());
    }
    return Arr.holding(pairs);
  }

  private static Object object(Object value) {
    DocBuilder builder = new DocBuilder();
    for (Object pair : Given.array("$arrayToObject", value)) {
      switch (pair) {
        case Doc doc when doc.size() == 2 && doc.get("k") instanceof String key && doc.has("v") ->
            builder.put(key, doc.get("v"));
        case Arr arr when arr.size() == 2 && arr.get(0) instanceof String key ->
            builder.put(key, arr.get(1));
        case null, default ->
            throw new Flaw("$arrayToObject requires an array of {k, v} or of pairs with a string");
      }
    }
    return builder.build();
  }

  private static Term getField(Object operand, Reader reader) {
    boolean whole = !(operand instanceof Doc doc) || (!doc.isEmpty() && doc.key(0).startsWith("$"));
    if (whole) {
      Term field = reader.read(operand);
      reader.fields().add("");
      return scope -> get(field.of(scope), scope.document());
    }
    Term[] terms = reader.named("$getField", operand, List.of("field"), List.of("input"));
    if (terms[1] == null) {
      reader.fields().add("");
    }
    return scope ->
        get(terms[0].of(scope), terms[1] == null ? scope.document() : terms[1].of(scope));
  }

  private static Object get(Object field, Object input) {
    String key = Given.text("$getField", field);
    if (input instanceof Doc doc) {
      return doc.has(key) ? doc.get(key) : Missing.MISSING;
    }
    return Given.isNull(input) ? null : Missing.MISSING;
  }

  private static Object set(Object field, Object input, Object value) {
    if (Given.isNull(input)) {
      return null;
    }
    Doc doc = Given.doc("$setField", input);
    String key = Given.text("$setField", field);
    return value == Missing.MISSING
        ? doc.without(key)
        : doc.without(key).toBuilder().put(key, value).build();
  }
}
