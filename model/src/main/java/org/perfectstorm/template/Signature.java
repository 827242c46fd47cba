package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arguments something takes, written as Python does: {@code width=4, first=False}. Without a
 * default an argument must be given; {@code *} takes the further positional ones, {@code **} the
 * further named ones.
 */
final class Signature {
  private static final Object REQUIRED = new Object();

  private final String owner;
  private final List<String> names = new ArrayList<>();
  private final List<Object> defaults = new ArrayList<>();
  private boolean more;
  private boolean moreNamed;

  private Signature(String owner) {
    this.owner = owner;
  }

  static Signature of(String owner, String text) {
    Signature signature = new Signature(owner);
    if (!text.isEmpty()) {
      for (String parameter : text.split(", ")) {
        signature.add(parameter);
      }
    }
    return signature;
  }

  private void add(String parameter) {
    switch (parameter) {
      case "*" -> more = true;
      case "**" -> moreNamed = true;
      default -> {
        int equals = parameter.indexOf('=');
        names.add(equals < 0 ? parameter : parameter.substring(0, equals));
        defaults.add(equals < 0 ? REQUIRED : constant(parameter.substring(equals + 1)));
      }
    }
  }

  private static Object constant(String text) {
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      default ->
          text.startsWith("'") ? text.substring(1, text.length() - 1) : (Object) Long.valueOf(text);
    };
  }

  Bound bind(Run run, Args args) {
    List<Object> positional = args.positional();
    if (positional.size() > names.size() && !more) {
      throw new Fault(
          owner
              + " takes at most "
              + names.size()
              + (names.size() == 1 ? " argument" : " arguments")
              + " ("
              + positional.size()
              + " given)");
    }
    Object[] values = defaults.toArray();
    int given = Math.min(positional.size(), values.length);
    for (int i = 0; i < given; i++) {
      values[i] = positional.get(i);
    }
    Map<String, Object> furtherNamed = new LinkedHashMap<>();
    args.named().forEach((name, value) -> set(values, given, name, value, furtherNamed));
    int missing = Arrays.asList(values).indexOf(REQUIRED);
    if (missing >= 0) {
      throw new Fault(owner + " misses the argument '" + names.get(missing) + "'");
    }
    List<Object> further = positional.subList(given, positional.size());
    return new Bound(run, owner, names, Arrays.asList(values), new Args(further, furtherNamed));
  }

  private void set(
      Object[] values, int given, String name, Object value, Map<String, Object> further) {
    int index = names.indexOf(name);
    if (index >= 0 && index < given) {
      throw new Fault(owner + " got multiple values for argument '" + name + "'");
    }
    if (index >= 0) {
      values[index] = value;
    } else if (moreNamed) {
      further.put(name, value);
    } else {
      throw new Fault(
          owner
              + " got an unexpected keyword argument '"
              + name
              + "'"
              + Suggestion.of(name, names));
    }
  }
}
