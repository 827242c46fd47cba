package org.perfectstorm.api.schema;

import java.util.function.Function;

/**
 * One field of a kind of objects.
 *
 * @param name as in the API
 * @param type what it holds
 * @param presence whether bodies must, may or cannot have it
 * @param nullable whether null is a value
 * @param unique whether no two objects of the kind may have the same value (null aside)
 * @param initial the value of a new object whose body lacks the field
 * @param resets whether a full update whose body lacks the field sets it back to {@code initial};
 *     if not, the old value stays
 */
public record Field(
    String name,
    Type type,
    Presence presence,
    boolean nullable,
    boolean unique,
    Function<World, Object> initial,
    boolean resets) {

  /** Whether a field must, may or cannot be in a body, and whether it is always in an answer. */
  public enum Presence {
    /** Creation and full update need it. */
    REQUIRED,
    /** It may be missing; answers always have it. */
    OPTIONAL,
    /** Objects, and so answers, only have it while it is set; null or empty unsets it. */
    WHEN_SET,
    /** The server sets it; in bodies it is ignored. */
    READ_ONLY,
    /** As READ_ONLY, and objects only have it while it is set. */
    READ_ONLY_WHEN_SET
  }

  static Field named(String name, Type type) {
    return new Field(name, type, Presence.OPTIONAL, false, false, world -> null, false);
  }

  Field required() {
    return new Field(name, type, Presence.REQUIRED, false, unique, initial, resets);
  }

  Field whenSet() {
    return with(Presence.WHEN_SET).nulls();
  }

  Field readOnly() {
    return with(Presence.READ_ONLY);
  }

  Field readOnlyWhenSet() {
    return with(Presence.READ_ONLY_WHEN_SET);
  }

  Field nulls() {
    return new Field(name, type, presence, true, unique, initial, resets);
  }

  Field uniques() {
    return new Field(name, type, presence, nullable, true, initial, resets);
  }

  /** New objects begin with this; later it stays as it is unless a body has it. */
  Field initially(Object value) {
    return new Field(name, type, presence, nullable, unique, world -> value, false);
  }

  /** What every body means that lacks the field, at creation and full update. */
  Field byDefault(Object value) {
    return byDefault(world -> value);
  }

  Field byDefault(Function<World, Object> value) {
    return new Field(name, type, presence, nullable, unique, value, true);
  }

  boolean isReadOnly() {
    return presence == Presence.READ_ONLY || presence == Presence.READ_ONLY_WHEN_SET;
  }

  boolean isOnlyWhenSet() {
    return presence == Presence.WHEN_SET || presence == Presence.READ_ONLY_WHEN_SET;
  }

  private Field with(Presence presence) {
    return new Field(name, type, presence, nullable, unique, initial, resets);
  }
}
