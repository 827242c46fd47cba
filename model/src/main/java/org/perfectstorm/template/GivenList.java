package org.perfectstorm.template;

import java.util.List;

/** A list that the caller gave; a template cannot change it. */
record GivenList(List<?> elements) implements Sequence {
  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public Object get(int index) {
    return Host.in(elements.get(index));
  }

  @Override
  public String type() {
    return "list";
  }
}
