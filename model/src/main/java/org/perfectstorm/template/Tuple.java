package org.perfectstorm.template;

import java.util.List;

/**
 * A tuple.
 *
 * @param elements never changed
 * @param names of the elements, for a named tuple; else empty
 */
record Tuple(List<Object> elements, List<String> names) implements Sequence {
  Tuple(List<Object> elements) {
    this(elements, List.of());
  }

  static Tuple of(Object first, Object second) {
    return new Tuple(java.util.Arrays.asList(first, second));
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public Object get(int index) {
    return elements.get(index);
  }

  @Override
  public String type() {
    return "tuple";
  }
}
