package org.perfectstorm.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An immutable array of values, of {@link Doc}'s kinds. Safe to share between threads. */
public final class Arr extends AbstractList<Object> implements RandomAccess {
  /** The array without elements. */
  public static final Arr EMPTY = new Arr(new Object[0]);

  private final Object[] elements;

  /** Takes over the array: the caller must not change it afterwards. */
  Arr(Object[] elements) {
    this.elements = elements;
  }

  /** An array of values; lists and maps among them are converted. */
  public static Arr of(Object... elements) {
    return from(Arrays.asList(elements));
  }

  /** An array of a list's elements; lists and maps among them are converted. */
  public static Arr from(List<?> list) {
    if (list instanceof Arr arr) {
      return arr;
    }
    return list.isEmpty() ? EMPTY : new Arr(list.stream().map(Values::from).toArray());
  }

  /**
   * An array of these values as they are: unlike {@link #of}, a Long stays a Long. Each must be one
   * of {@link Doc}'s kinds.
   */
  public static Arr holding(List<?> values) {
    return values.isEmpty() ? EMPTY : new Arr(values.toArray());
  }

  @Override
  public Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  /** The strings among the elements, in order. */
  @SuppressWarnings("unchecked") // looked at before
  List<String> texts() {
    for (Object element : elements) {
      if (!(element instanceof String)) {
        return stream().filter(String.class::isInstance).map(String.class::cast).toList();
      }
    }
    return (List<String>) (List<?>) this;
  }

  /** As any two lists compare, only quicker. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Arr arr ? Arrays.equals(elements, arr.elements) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }
}
