package org.perfectstorm.model;

/**
 * A field that holds the id, or a list of ids, of another object.
 *
 * @param field its name
 * @param target the kind of the object it names
 * @param deletion what happens to the holder when that object is deleted
 */
public record Reference(String field, Kind target, Deletion deletion) {
  /** What happens to the holder. */
  public enum Deletion {
    /** It is deleted as well. */
    CASCADE,
    /** Only the field is set to null, or the id is taken out of the list. */
    CLEAR,
    /** Only the field is taken out: objects have it while it is set. */
    UNSET
  }
}
