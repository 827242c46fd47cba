package org.perfectstorm.api.schema;

import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** A value that does not fit. Says so in the form that the API answers. */
public final class Invalid extends RuntimeException {
  /** The key under which errors stand that belong to no field. */
  public static final String WHOLE = "non_field_errors";

  private final Object errors;

  private Invalid(Object errors) {
    super(String.valueOf(errors), null, false, false);
    this.errors = errors;
  }

  /** One value is wrong. */
  public static Invalid value(String message) {
    return new Invalid(Arr.of(message));
  }

  /** Values inside are wrong: by field, by index or by key. */
  public static Invalid inside(Doc errors) {
    return new Invalid(errors);
  }

  /** A body is wrong as a whole. */
  public static Invalid whole(String... messages) {
    return inside(Doc.of(WHOLE, Arr.of((Object[]) messages)));
  }

  /** A field of a body is wrong. */
  public static Invalid field(String name, String message) {
    return inside(Doc.of(name, Arr.of(message)));
  }

  /** An array of messages, or a document of such by field or index. */
  public Object errors() {
    return errors;
  }
}
