package org.perfectstorm.template;

import java.util.List;

/** What {@code cycler()} makes: values in turn. */
final class Cycler implements Native {
  private final List<Object> values;
  private int index;

  Cycler(List<Object> values) {
    if (values.isEmpty()) {
      throw new Fault("at least one item has to be provided");
    }
    this.values = values;
  }

  @Override
  public String type() {
    return "Cycler";
  }

  @Override
  public boolean isCallable() {
    return false;
  }

  @Override
  public Object attribute(String name) {
    return switch (name) {
      case "current" -> values.get(index);
      case "next" -> new Builtin("next", (run, args) -> next());
      case "reset" -> new Builtin("reset", (run, args) -> reset());
      default -> TemplateObject.MISSING;
    };
  }

  private Object next() {
    Object value = values.get(index);
    index = (index + 1) % values.size();
    return value;
  }

  private Object reset() {
    index = 0;
    return null;
  }
}
