package org.perfectstorm.api.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * Makes an object of a body, field by field, and collects what is wrong.
 *
 * @param kind whose uniqueness is looked after; null inside of other objects
 * @param before what the object was; empty if it is new
 * @param update how much of the object the body says
 */
record Reading(Kind kind, Doc before, Update update, World world) {
  /** How much of an object a body says. */
  enum Update {
    /** All: required fields must be there. */
    FULL,
    /** Only what changes. */
    PARTIAL
  }

  /**
   * Adds the fields to an object.
   *
   * @throws Invalid with all that are wrong
   */
  DocBuilder fields(List<Field> fields, Object body, DocBuilder object) {
    if (body == null) {
      throw Invalid.whole("No data provided");
    }
    if (!(body instanceof Doc doc)) {
      throw Invalid.whole(
          "Invalid data. Expected a dictionary, but got " + Python.type(body) + ".");
    }
    Map<String, Object> errors = new TreeMap<>();
    for (Field field : fields) {
      try {
        Object value = value(field, doc);
        if (!field.isOnlyWhenSet() || isSet(value)) {
          object.put(field.name(), value);
        }
      } catch (Invalid e) {
        errors.put(field.name(), e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw Invalid.inside(Doc.from(errors));
    }
    return object;
  }

  private Object value(Field field, Doc body) {
    if (field.isReadOnly() || !body.has(field.name())) {
      return missing(field);
    }
    Object value = body.get(field.name());
    if (value == null || (value.equals("") && field.type() instanceof Type.Ref)) {
      if (!field.nullable()) {
        throw Invalid.value(Type.NULL);
      }
      return null;
    }
    Object read = field.type().read(value, world);
    if (field.unique() && world.isTaken(kind, field.name(), read, before.text("id"))) {
      throw Invalid.value(Type.TAKEN);
    }
    return read;
  }

  private Object missing(Field field) {
    boolean partial = update == Update.PARTIAL;
    if (field.presence() == Field.Presence.REQUIRED && !partial) {
      throw Invalid.value("This field is required.");
    }
    boolean isNew = before.isEmpty();
    return isNew || (field.resets() && !partial)
        ? field.initial().apply(world)
        : before.get(field.name());
  }

  private static boolean isSet(Object value) {
    return switch (value) {
      case null -> false;
      case Doc doc -> !doc.isEmpty();
      case List<?> list -> !list.isEmpty();
      default -> true;
    };
  }
}
