package org.perfectstorm.api.schema;

import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * The fields of a kind of objects, in the order in which answers have them, after {@code id}.
 *
 * @param kind the kind
 * @param fields its fields, without the id
 * @param rules what must hold of an object as a whole, once each field is right
 */
public record Schema(Kind kind, List<Field> fields, List<Rule> rules) {
  /** Something that must hold of an object as a whole. */
  public interface Rule {
    /**
     * @throws Invalid if it does not hold
     */
    void check(Doc object, World world);
  }

  /** Of a new object: the body with an id and what it lacks. */
  public Doc create(String id, Object body, World world) {
    return read(id, body, Doc.EMPTY, Reading.Update.FULL, world);
  }

  /**
   * What an object becomes by a full update: fields that the body lacks keep their value, or are
   * set back if they have a default.
   */
  public Doc replace(Doc before, Object body, World world) {
    return read(before.text("id"), body, before, Reading.Update.FULL, world);
  }

  /** What an object becomes when only the body's fields change. */
  public Doc change(Doc before, Object body, World world) {
    return read(before.text("id"), body, before, Reading.Update.PARTIAL, world);
  }

  /** The same, with a field that must be there and have a value, and without rules. */
  Schema requiring(String name) {
    return new Schema(
        kind,
        fields.stream().map(f -> f.name().equals(name) ? f.required() : f).toList(),
        List.of());
  }

  private Doc read(String id, Object body, Doc before, Reading.Update update, World world) {
    DocBuilder object = new DocBuilder().put("id", id);
    Doc read = new Reading(kind, before, update, world).fields(fields, body, object).build();
    rules.forEach(rule -> rule.check(read, world));
    return read;
  }
}
