package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What filters take of each element: the element itself, or what {@code attribute} names. */
final class Getter implements UnaryOperator<Object> {
  private final Run run;
  private final List<Object> steps;
  private final Object fallback;

  private Getter(Run run, List<Object> steps, Object fallback) {
    this.run = run;
    this.steps = steps;
    this.fallback = fallback;
  }

  /**
   * A getter.
   *
   * @param attribute a path such as {@code snapshot.Spec.0}, an index, or null for the element
   * @param fallback for what is undefined, or null for none
   */
  static Getter of(Run run, Object attribute, Object fallback) {
    List<Object> steps = new ArrayList<>();
    if (Undefined.refuse(attribute) instanceof String path) {
      for (Object step : Text.split(path, ".", -1)) {
        steps.add(index((String) step));
      }
    } else if (attribute != null) {
      steps.add(attribute);
    }
    return new Getter(run, steps, fallback);
  }

  private static Object index(String step) {
    boolean digits = !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Numbers.parseWhole(step, 10) : step;
  }

  /** A getter of keys to order by: without case if wanted; of several paths, a list. */
  static UnaryOperator<Object> key(Run run, Object attribute, boolean caseSensitive) {
    if (attribute instanceof String paths && paths.indexOf(',') >= 0) {
      List<Getter> getters = new ArrayList<>();
      Text.split(paths, ",", -1).forEach(path -> getters.add(of(run, path, null)));
      return element -> {
        List<Object> keys = new ArrayList<>();
        getters.forEach(getter -> keys.add(cased(getter.apply(element), caseSensitive)));
        return new ListValue(keys);
      };
    }
    Getter getter = of(run, attribute, null);
    return element -> cased(getter.apply(element), caseSensitive);
  }

  static Object cased(Object value, boolean caseSensitive) {
    return !caseSensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  @Override
  public Object apply(Object element) {
    Object value = element;
    for (Object step : steps) {
      run.step();
      value = Lookup.item(run, value, step);
      if (fallback != null && value instanceof Undefined) {
        value = fallback;
      }
    }
    return value;
  }
}
