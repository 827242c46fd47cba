package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.api.schema.Field;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.api.schema.Type;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Spelling;

/**
 * Takes documents apart into one entry an object, in their order; what is nested in an application
 * comes before it. For one use.
 */
final class Outline {
  private static final List<String> KINDS = Kind.IN_FILES.stream().map(Kind::word).toList();

  /** An application's fields in files. */
  static final List<String> APPLICATION =
      List.of("id", "name", "groups", "components", "expose", "links", "procedures");

  private final List<Entry> entries = new ArrayList<>();
  private final List<Defect> defects;

  /**
   * @param defects where what is wrong is added
   */
  Outline(List<Defect> defects) {
    this.defects = defects;
  }

  List<Entry> of(Documents documents) {
    for (int i = 0; i < documents.size(); i++) {
      Spot spot = Spot.of(i, documents.place(i));
      if (documents.value(i) instanceof Arr list) {
        for (int j = 0; j < list.size(); j++) {
          document(list.get(j), spot.at(j));
        }
      } else {
        document(documents.value(i), spot);
      }
    }
    return entries;
  }

  private void document(Object value, Spot spot) {
    if (!(value instanceof Doc document)) {
      defects.add(
          spot.defect(
              "expected a mapping such as \"group:\" with a group's fields under it, got "
                  + named(value)));
    } else if (isBareGroup(document)) {
      object(Kind.GROUP, document, spot, null);
    } else if (document.size() != 1) {
      defects.add(
          spot.defect(
              "expected exactly one of the keys application, group and procedure, got "
                  + (document.isEmpty() ? "none" : String.join(", ", document.shape().keys()))));
    } else {
      Spot inner = spot.at(document.key(0));
      switch (document.key(0)) {
        case "group" -> object(Kind.GROUP, document.at(0), inner, null);
        case "procedure" -> object(Kind.PROCEDURE, document.at(0), inner, null);
        case "application" -> application(document.at(0), inner);
        default ->
            defects.add(
                inner.defect(
                    "expected application, group or procedure",
                    Spelling.nearest(document.key(0), KINDS)));
      }
    }
  }

  /** A group may stand alone, as {@code stormctl group get} prints it. */
  private static boolean isBareGroup(Doc document) {
    return document.has("name") && (document.has("query") || document.has("services"));
  }

  private void application(Object value, Spot spot) {
    if (!(value instanceof Doc fields)) {
      defects.add(spot.defect("expected a mapping with the application's fields"));
      return;
    }
    unknown(fields, APPLICATION, spot, "an application");
    nested(Kind.GROUP, fields, spot.at("groups"));
    nested(Kind.PROCEDURE, fields, spot.at("procedures"));
    entry(Kind.APPLICATION, fields, spot, null);
  }

  /** Objects that stand in an application; names of others are the application's business. */
  private void nested(Kind kind, Doc application, Spot spot) {
    Arr list = application.arr(spot.steps().getLast());
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof String)) {
        object(kind, list.get(i), spot.at(i), key(application));
      }
    }
  }

  private static String key(Doc fields) {
    Object name = fields.get("id") == null ? fields.get("name") : fields.get("id");
    return name == null ? null : name.toString().strip();
  }

  private void object(Kind kind, Object value, Spot spot, String application) {
    if (!(value instanceof Doc fields)) {
      defects.add(
          spot.defect(
              "expected a mapping with the " + kind.word() + "'s fields, got " + named(value)));
      return;
    }
    List<Field> known = (kind == Kind.GROUP ? Schemas.GROUP : Schemas.PROCEDURE).fields();
    unknown(fields, known, spot, "a " + kind.word(), true);
    entry(kind, fields, spot, application);
  }

  private void entry(Kind kind, Doc fields, Spot spot, String application) {
    Object name = fields.get("id") == null ? fields.get("name") : fields.get("id");
    if (name == null || name.toString().isBlank()) {
      defects.add(spot.defect("a name is missing"));
      Doc rest = fields.without("name").without("id");
      entries.add(new Entry(kind, null, rest, spot, application));
    } else if (name instanceof String || name instanceof Number) {
      entries.add(new Entry(kind, key(fields), fields, spot, application));
    } else {
      defects.add(spot.at(fields.get("id") == null ? "name" : "id").defect("expected a string"));
    }
  }

  private void unknown(Doc fields, List<Field> known, Spot spot, String what, boolean mayHaveId) {
    List<String> names = new ArrayList<>(known.stream().map(Field::name).toList());
    if (mayHaveId) {
      names.add("id");
    }
    unknown(fields, names, spot, what);
    for (Field field : known) {
      if (field.type() instanceof Type.Each(Type.Struct struct)) {
        Arr list = fields.arr(field.name());
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) instanceof Doc inner) {
            unknown(inner, struct.fields(), spot.at(field.name()).at(i), "an element here", false);
          }
        }
      }
    }
  }

  private void unknown(Doc fields, List<String> known, Spot spot, String what) {
    for (String key : fields.shape().keys()) {
      if (!known.contains(key)) {
        defects.add(
            spot.at(key)
                .defect(
                    what + " has no field \"" + key + "\"; it has " + String.join(", ", known),
                    Spelling.nearest(key, known)));
      }
    }
  }

  private static String named(Object value) {
    return switch (value) {
      case null -> "nothing";
      case Arr arr -> "a list";
      case String text -> "a string";
      case Doc doc -> "a mapping";
      default -> value.toString();
    };
  }
}
