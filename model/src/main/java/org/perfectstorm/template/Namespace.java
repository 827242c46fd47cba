package org.perfectstorm.template;

import java.util.HashMap;
import java.util.Map;

/** What {@code namespace()} makes: attributes that blocks may set for those around them. */
final class Namespace implements Native {
  private final Map<String, Object> attributes = new HashMap<>();

  void set(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public String type() {
    return "Namespace";
  }

  @Override
  public boolean isCallable() {
    return false;
  }

  @Override
  public Object attribute(String name) {
    return attributes.containsKey(name) ? attributes.get(name) : TemplateObject.MISSING;
  }
}
