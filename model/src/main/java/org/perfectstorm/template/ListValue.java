package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;

/** A list that a template made and may change. */
final class ListValue implements Sequence {
  final List<Object> elements;

  /** Takes over the list, which must be changeable. */
  ListValue(List<Object> elements) {
    this.elements = elements;
  }

  ListValue() {
    this(new ArrayList<>());
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
    return "list";
  }
}
