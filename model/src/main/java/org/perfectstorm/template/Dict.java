package org.perfectstorm.template;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dictionary that a template made and may change. */
final class Dict implements Mapping {
  /** By what decides whether keys are equal: see {@link Hash}. */
  private final Map<Object, Tuple> entries = new LinkedHashMap<>();

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Object get(Run run, Object key) {
    Tuple entry = entries.get(Hash.of(run, key));
    return entry == null ? TemplateObject.MISSING : entry.get(1);
  }

  /** Of equal keys the first stays. */
  void put(Run run, Object key, Object value) {
    run.step();
    entries.merge(Hash.of(run, key), Tuple.of(key, value), (a, b) -> Tuple.of(a.get(0), value));
  }

  /** Takes every entry of another dictionary. */
  void putAll(Run run, Mapping other) {
    if (other != this) {
      other.entries().forEachRemaining(entry -> put(run, entry.get(0), entry.get(1)));
    }
  }

  /** Answers the value that was there, or {@link TemplateObject#MISSING}. */
  Object remove(Run run, Object key) {
    Tuple entry = entries.remove(Hash.of(run, key));
    return entry == null ? TemplateObject.MISSING : entry.get(1);
  }

  /** Removes and answers the last entry, or null. */
  Tuple removeLast() {
    return entries.isEmpty()
        ? null
        : ((LinkedHashMap<Object, Tuple>) entries).pollLastEntry().getValue();
  }

  void clear() {
    entries.clear();
  }

  @Override
  public Iterator<Tuple> entries() {
    Iterator<Tuple> inner = entries.values().iterator();
    int size = entries.size();
    return new Iterator<>() {
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (!ended && entries.size() != size) {
          throw new Fault("dictionary changed size during iteration");
        }
        ended = !inner.hasNext();
        return !ended;
      }

      @Override
      public Tuple next() {
        try {
          return inner.next();
        } catch (ConcurrentModificationException e) {
          throw new Fault("dictionary keys changed during iteration", -1, e);
        }
      }
    };
  }
}
