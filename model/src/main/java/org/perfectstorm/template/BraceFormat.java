package org.perfectstorm.template;

import java.util.Map;

/** Python's {@code 'text {}'.format(values)}. */
final class BraceFormat {
  private static final int DEEPEST = 2;

  private final Run run;
  private final Args args;

  /** Where names are found if it is not among the arguments; or null. */
  private final Object mapping;

  private int next;

  /** Whether fields are numbered by their order; null before the first. */
  private Boolean numbering;

  BraceFormat(Run run, Args args) {
    this(run, args, null);
  }

  BraceFormat(Run run, Object mapping) {
    this(run, Args.NONE, mapping);
  }

  private BraceFormat(Run run, Args args, Object mapping) {
    this.run = run;
    this.args = args;
    this.mapping = mapping;
  }

  String format(String format) {
    return format(format, DEEPEST);
  }

  private String format(String format, int depth) {
    if (depth == 0) {
      throw new Fault("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < format.length(); at++) {
      char c = format.charAt(at);
      if ((c == '{' || c == '}') && format.startsWith(String.valueOf(c), at + 1)) {
        out.append(c);
        at++;
      } else if (c == '}') {
        throw new Fault("Single '}' encountered in format string");
      } else if (c == '{') {
        int end = close(format, at + 1);
        String field = field(format.substring(at + 1, end), depth);
        run.room((long) out.length() + field.length());
        out.append(field);
        at = end;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int close(String format, int start) {
    int open = 1;
    for (int at = start; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '{' -> open++;
        case '}' -> open--;
        default -> {}
      }
      if (open == 0) {
        return at;
      }
    }
    throw new Fault(
        start == format.length()
            ? "Single '{' encountered in format string"
            : "expected '}' before end of string");
  }

  private String field(String field, int depth) {
    run.step();
    int end = 0;
    while (end < field.length() && field.charAt(end) != '!' && field.charAt(end) != ':') {
      // An index may contain anything up to its bracket.
      int bracket = field.charAt(end) == '[' ? field.indexOf(']', end) : -1;
      end = bracket > 0 ? bracket + 1 : end + 1;
    }
    Object value = value(field.substring(0, end));
    if (end < field.length() && field.charAt(end) == '!') {
      if (end + 1 >= field.length() || (end + 2 < field.length() && field.charAt(end + 2) != ':')) {
        throw new Fault("expected ':' after conversion specifier");
      }
      value = converted(value, field.charAt(end + 1));
      end += 2;
    }
    String spec = end < field.length() ? field.substring(end + 1) : "";
    return FormatSpec.format(run, value, spec.indexOf('{') < 0 ? spec : format(spec, depth - 1));
  }

  private Object converted(Object value, char conversion) {
    return switch (conversion) {
      case 's' -> Repr.text(run, value);
      case 'r' -> Repr.of(run, value);
      case 'a' -> JsonDump.ascii(Repr.of(run, value));
      default -> throw new Fault("Unknown conversion specifier " + conversion);
    };
  }

  private Object value(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Object value = argument(name.substring(0, end));
    while (end < name.length()) {
      boolean attribute = name.charAt(end) == '.';
      int start = ++end;
      while (end < name.length()
          && (attribute
              ? name.charAt(end) != '.' && name.charAt(end) != '['
              : name.charAt(end) != ']')) {
        end++;
      }
      String part = name.substring(start, end);
      if (part.isEmpty() || (!attribute && end >= name.length())) {
        throw new Fault(
            part.isEmpty() ? "Empty attribute in format string" : "Missing ']' in format string");
      }
      if (attribute) {
        value = Undefined.refuse(Lookup.attribute(run, value, part));
      } else {
        value = Undefined.refuse(Lookup.item(run, value, index(part)));
        end++;
      }
    }
    return value;
  }

  private static Object index(String part) {
    return isDigits(part) ? (Object) Long.valueOf(part) : part;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty()
        && text.length() <= 9
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Object argument(String name) {
    if (name.isEmpty() || isDigits(name)) {
      int index = position(name);
      if (mapping != null) {
        throw new Fault("Format string contains positional fields");
      }
      if (index >= args.positional().size()) {
        throw new Fault("Replacement index " + index + " out of range for positional args tuple");
      }
      return args.positional().get(index);
    }
    if (mapping != null) {
      return Undefined.refuse(Lookup.item(run, mapping, name));
    }
    Map<String, Object> named = args.named();
    if (!named.containsKey(name)) {
      throw new Fault("no argument named '" + name + "'" + Suggestion.of(name, named.keySet()));
    }
    return named.get(name);
  }

  private int position(String name) {
    boolean automatic = name.isEmpty();
    if (numbering != null && numbering != automatic) {
      throw new Fault(
          automatic
              ? "cannot switch from manual field specification to automatic field numbering"
              : "cannot switch from automatic field numbering to manual field specification");
    }
    numbering = automatic;
    return automatic ? next++ : Integer.parseInt(name);
  }
}
