package org.perfectstorm.core;

import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.perfectstorm.value.Doc;

/**
 * A small number for each resource, so that a set of resources is a bitmap, and the resources by
 * their numbers. Immutable. A number is never given twice while the server runs; after a restart
 * the numbers are others.
 */
final class Ordinals {
  static final Ordinals EMPTY = new Ordinals(HashTreePMap.empty(), PersistentVector.empty(), 0);

  private final HashPMap<String, Integer> numbers;
  private final PersistentVector<Doc> resources;
  private final int next;

  private Ordinals(HashPMap<String, Integer> numbers, PersistentVector<Doc> resources, int next) {
    this.numbers = numbers;
    this.resources = resources;
    this.next = next;
  }

  /** The number of a resource, or -1 if there is no such resource. */
  int of(String id) {
    return numbers.getOrDefault(id, -1);
  }

  /** The resource with a number; null if it is gone. */
  Doc resource(int number) {
    return resources.get(number);
  }

  /** All resources, by number. */
  PersistentVector<Doc> resources() {
    return resources;
  }

  /** With a resource added, or in the place of the one with its id. */
  Ordinals with(Doc resource) {
    String id = resource.text("id");
    Integer number = numbers.get(id);
    return number == null
        ? new Ordinals(numbers.plus(id, next), resources.with(next, resource), next + 1)
        : new Ordinals(numbers, resources.with(number, resource), next);
  }

  Ordinals without(String id) {
    Integer number = numbers.get(id);
    return number == null
        ? this
        : new Ordinals(numbers.minus(id), resources.with(number, null), next);
  }
}
