package org.perfectstorm.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A live object that a caller lets templates see, such as {@code resources} and {@code groups}.
 * Templates reach nothing of it but what these methods answer.
 *
 * <p>Answers are values: {@code null}, {@link Boolean}, whole numbers, {@link Double}, {@link
 * String}, {@link org.perfectstorm.value.Doc}, {@link List} and {@link Map} of values, or other
 * template objects; anything else fails the rendering. A {@code RuntimeException} fails it too, and
 * its message is the reason given.
 */
public interface TemplateObject {
  /** The answer to a name or key that is not there; differs from {@code null}, which is None. */
  Object MISSING = Missing.MISSING;

  /** The answer {@link #MISSING} as a type of its own. */
  enum Missing {
    MISSING
  }

  /** What kind of object this is, for messages: {@code group}. */
  String kind();

  /** The value of {@code object.name}; where it is missing, {@link #item} is asked as well. */
  default Object attribute(String name) {
    return MISSING;
  }

  /** The value of {@code object["key"]}; where it is missing, {@link #attribute} is asked too. */
  default Object item(String key) {
    return MISSING;
  }

  /**
   * The elements for loops, length, {@code [0]} and slices, or null if this is no list. Asked anew
   * for each use; the list must not change afterwards.
   */
  default List<?> elements() {
    return null;
  }

  /**
   * The answer to {@code object(arguments)}.
   *
   * @param arguments as values: a dictionary is a {@link org.perfectstorm.value.Doc}, a list an
   *     {@link org.perfectstorm.value.Arr}
   */
  default Object call(List<?> arguments, Map<String, ?> named) {
    throw new UnsupportedOperationException("'" + kind() + "' object is not callable");
  }

  /** Names that a misspelt one may have meant; may be empty. */
  default Collection<String> names() {
    return List.of();
  }

  /** How it prints where it is no list. */
  default String text() {
    return "<" + kind() + ">";
  }
}
