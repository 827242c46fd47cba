package org.perfectstorm.template;

import java.util.Iterator;

/** Elements that are made when asked for, once: what {@code map} and {@code select} answer. */
final class Generator implements Iterator<Object> {
  private final Run run;
  private final Iterator<Object> elements;

  Generator(Run run, Iterator<Object> elements) {
    this.run = run;
    this.elements = elements;
  }

  @Override
  public boolean hasNext() {
    run.enter();
    boolean more = elements.hasNext();
    run.leave();
    return more;
  }

  @Override
  public Object next() {
    run.enter();
    Object element = elements.next();
    run.leave();
    return element;
  }
}
