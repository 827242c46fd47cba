package org.perfectstorm.template;

import java.util.Iterator;
import org.perfectstorm.value.Doc;

/** A document that the caller gave; a template cannot change it. */
record GivenDoc(Doc doc) implements Mapping {
  @Override
  public int size() {
    return doc.size();
  }

  @Override
  public Object get(Run run, Object key) {
    Hash.of(run, key);
    return key instanceof String name && doc.has(name)
        ? Host.in(doc.get(name))
        : TemplateObject.MISSING;
  }

  @Override
  public Iterator<Tuple> entries() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < doc.size();
      }

      @Override
      public Tuple next() {
        int i = next++;
        return Tuple.of(doc.key(i), Host.in(doc.at(i)));
      }
    };
  }
}
