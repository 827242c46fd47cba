package org.perfectstorm.core;

import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;

/**
 * A small number for each resource, so that a set of resources is a bitmap. Immutable. A number is
 * never given twice while the server runs; after a restart the numbers are others.
 */
final class Ordinals {
  static final Ordinals EMPTY = new Ordinals(HashTreePMap.empty(), IntTreePMap.empty(), 0);

  private final HashPMap<String, Integer> numbers;
  private final IntTreePMap<String> ids;
  private final int next;

  private Ordinals(HashPMap<String, Integer> numbers, IntTreePMap<String> ids, int next) {
    this.numbers = numbers;
    this.ids = ids;
    this.next = next;
  }

  /** The number of a resource, or -1 if there is no such resource. */
  int of(String id) {
    return numbers.getOrDefault(id, -1);
  }

  /** The id of the resource with a number that was given. */
  String id(int number) {
    return ids.get(number);
  }

  Ordinals with(String id) {
    return numbers.containsKey(id)
        ? this
        : new Ordinals(numbers.plus(id, next), ids.plus(next, id), next + 1);
  }

  Ordinals without(String id) {
    Integer number = numbers.get(id);
    return number == null ? this : new Ordinals(numbers.minus(id), ids.minus(number), next);
  }
}
