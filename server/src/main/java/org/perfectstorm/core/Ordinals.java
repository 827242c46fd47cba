package org.perfectstorm.core;

import java.util.List;
import java.util.function.ObjIntConsumer;
import org.perfectstorm.mql.Batch;
import org.perfectstorm.value.Doc;

/**
 * A small number for each resource, so that a set of resources is a bitmap, and the resources by
 * their numbers. Immutable. A number is never given twice while the server runs; after a restart
 * the numbers are others.
 */
final class Ordinals {
  static final Ordinals EMPTY = new Ordinals(Trie.empty(), PersistentVector.empty(), 0);

  private final Trie<String, Integer> numbers;

  /** The resources, 64 together. */
  private final PersistentVector<Batch> batches;

  private final int next;

  private Ordinals(Trie<String, Integer> numbers, PersistentVector<Batch> batches, int next) {
    this.numbers = numbers;
    this.batches = batches;
    this.next = next;
  }

  /** The numbers of resources, in their order from 0 on. */
  static Ordinals of(List<Doc> resources) {
    Trie.Builder<String, Integer> numbers = new Trie.Builder<>();
    PersistentVector<Batch> batches = PersistentVector.empty();
    for (int first = 0; first < resources.size(); first += Batch.SIZE) {
      List<Doc> some = resources.subList(first, Math.min(first + Batch.SIZE, resources.size()));
      batches = batches.with(first / Batch.SIZE, Batch.of(some));
      for (int i = 0; i < some.size(); i++) {
        numbers.put(some.get(i).text("id"), first + i);
      }
    }
    return new Ordinals(numbers.build(), batches, resources.size());
  }

  /** The number of a resource, or -1 if there is no such resource. */
  int of(String id) {
    return numbers.getOrDefault(id, -1);
  }

  /** The resource with a number; null if it is gone. */
  Doc resource(int number) {
    Batch batch = batches.get(number / Batch.SIZE);
    return batch == null ? null : batch.get(number % Batch.SIZE);
  }

  /** Shows all resources: each batch, and the number of its first place. */
  void read(ObjIntConsumer<Batch> reader) {
    batches.read(
        (first, some) -> {
          for (int i = 0; i < some.length; i++) {
            if (some[i] instanceof Batch batch) {
              reader.accept(batch, (first + i) * Batch.SIZE);
            }
          }
        });
  }

  /** With a resource added, or in the place of the one with its id. */
  Ordinals with(Doc resource) {
    String id = resource.text("id");
    Integer number = numbers.get(id);
    return number == null
        ? new Ordinals(numbers.plus(id, next), with(next, resource), next + 1)
        : new Ordinals(numbers, with(number, resource), next);
  }

  Ordinals without(String id) {
    Integer number = numbers.get(id);
    return number == null ? this : new Ordinals(numbers.minus(id), with(number, null), next);
  }

  private PersistentVector<Batch> with(int number, Doc resource) {
    int place = number / Batch.SIZE;
    Batch there = batches.get(place);
    Batch changed = (there == null ? Batch.EMPTY : there).with(number % Batch.SIZE, resource);
    return batches.with(place, changed.present() == 0 ? null : changed);
  }
}
