package org.perfectstorm.template;

import java.math.BigInteger;

/** Python's {@code 'text %s' % values}. */
final class PercentFormat {
  private final Run run;
  private final String format;
  private final Object values;
  private final StringBuilder out = new StringBuilder();
  private int pos;
  private int used;
  private boolean named;

  PercentFormat(Run run, String format, Object values) {
    this.run = run;
    this.format = format;
    this.values = Undefined.refuse(values);
  }

  String run() {
    run.read(format);
    while (pos < format.length()) {
      char c = format.charAt(pos++);
      if (c == '%') {
        directive();
      } else {
        out.append(c);
      }
    }
    boolean rest =
        values instanceof Tuple tuple
            ? used < tuple.size()
            : used == 0 && !(values instanceof Mapping) && !Sequence.isList(values);
    if (rest && !named) {
      throw new Fault("not all arguments converted during string formatting");
    }
    return out.toString();
  }

  private void directive() {
    Object value = null;
    boolean known = false;
    if (peek() == '(') {
      value = byName();
      known = true;
    }
    String flags = flags();
    int width = number(-1);
    int precision = -1;
    if (peek() == '.') {
      pos++;
      precision = Math.max(0, number(0));
    }
    if (peek() == 'l' || peek() == 'h' || peek() == 'L') {
      pos++;
    }
    char type = peek();
    pos++;
    if (type == 0) {
      throw new Fault("incomplete format");
    }
    if (type == '%') {
      out.append('%');
      return;
    }
    if ("srdiuoxXeEfFgGac".indexOf(type) < 0) {
      throw new Fault(
          "unsupported format character '" + type + "' at index " + (pos - 1) + "; write %% for %");
    }
    String text = shown(known ? value : next(), type, flags, precision, width);
    run.room((long) out.length() + Math.max(width, text.length()));
    out.append(
        flags.contains("-")
            ? Padding.left(run, text, width, " ")
            : Padding.right(run, text, width, " "));
  }

  private char peek() {
    return pos < format.length() ? format.charAt(pos) : 0;
  }

  private Object byName() {
    if (!(values instanceof Mapping mapping)) {
      throw new Fault("format requires a mapping");
    }
    int start = ++pos;
    for (int open = 1; open > 0; pos++) {
      switch (peek()) {
        case '(' -> open++;
        case ')' -> open--;
        case 0 -> throw new Fault("incomplete format key");
        default -> {}
      }
    }
    named = true;
    String key = format.substring(start, pos - 1);
    Object value = mapping.get(run, key);
    if (value instanceof TemplateObject.Missing) {
      throw new Fault("no key '" + key + "' for the format" + Suggestion.of(key, mapping.names()));
    }
    return value;
  }

  private String flags() {
    int start = pos;
    while (pos < format.length() && "#0- +".indexOf(format.charAt(pos)) >= 0) {
      pos++;
    }
    return format.substring(start, pos);
  }

  private int number(int none) {
    if (peek() == '*') {
      pos++;
      if (next() instanceof Long number) {
        return (int) Math.clamp(number, -1L, Integer.MAX_VALUE);
      }
      throw new Fault("* wants int");
    }
    int start = pos;
    while (peek() >= '0' && peek() <= '9') {
      pos++;
    }
    if (pos - start > 9) {
      throw new Fault("width or precision too big");
    }
    return pos == start ? none : Integer.parseInt(format.substring(start, pos));
  }

  private Object next() {
    if (values instanceof Tuple tuple) {
      if (used < tuple.size()) {
        return tuple.get(used++);
      }
    } else if (used++ == 0) {
      return values;
    }
    throw new Fault("not enough arguments for format string");
  }

  private String shown(Object value, char type, String flags, int precision, int width) {
    return switch (type) {
      case 's' -> cut(Repr.text(run, value), precision);
      case 'r' -> cut(Repr.of(run, value), precision);
      case 'a' -> cut(JsonDump.ascii(Repr.of(run, value)), precision);
      case 'c' -> character(value);
      default -> number(value, type, flags, precision, width);
    };
  }

  private static String cut(String text, int precision) {
    return precision < 0 || Text.length(text) <= precision ? text : Text.part(text, 0, precision);
  }

  private static String character(Object value) {
    if (value instanceof String text && Text.length(text) == 1) {
      return text;
    }
    if (value instanceof Long code && code >= 0 && code <= Character.MAX_CODE_POINT) {
      return Character.toString(code.intValue());
    }
    throw new Fault("a character is an int or one char");
  }

  private String number(Object value, char type, String flags, int precision, int width) {
    Object number = Numbers.plain(Undefined.refuse(value));
    if (!(number instanceof Number)) {
      String wanted =
          "oxX".indexOf(type) >= 0 ? "an integer is required" : "a real number is required";
      throw new Fault(
          "diuoxX".indexOf(type) >= 0
              ? "%" + type + " format: " + wanted + ", not " + Types.name(value)
              : "must be real number, not " + Types.name(value));
    }
    run.room((long) Math.max(precision, 0) + 400);
    boolean whole = "diuoxX".indexOf(type) >= 0;
    String text =
        whole
            ? whole(number, type, flags.contains("#"), precision)
            : real(number, type, flags, precision);
    String sign =
        text.startsWith("-") ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    String digits = text.startsWith("-") ? text.substring(1) : text;
    boolean zeros = flags.contains("0") && !flags.contains("-");
    if (zeros) {
      String prefix =
          digits.startsWith("0x") || digits.startsWith("0X") || digits.startsWith("0o")
              ? digits.substring(0, 2)
              : "";
      return sign
          + prefix
          + Padding.right(
              run, digits.substring(prefix.length()), width - sign.length() - prefix.length(), "0");
    }
    return sign + digits;
  }

  private static String whole(Object number, char type, boolean alternate, int precision) {
    if ("oxX".indexOf(type) >= 0 && number instanceof Double) {
      throw new Fault("%" + type + " format: an integer is required, not float");
    }
    BigInteger value = Numbers.big(number instanceof Double real ? Numbers.truncate(real) : number);
    String digits = value.abs().toString(type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10);
    digits = type == 'X' ? digits.toUpperCase(java.util.Locale.ROOT) : digits;
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    String prefix = alternate && "oxX".indexOf(type) >= 0 ? "0" + type : "";
    return (value.signum() < 0 ? "-" : "") + prefix + digits;
  }

  private static String real(Object number, char type, String flags, int precision) {
    FormatSpec spec = new FormatSpec();
    spec.type = type;
    spec.precision = precision < 0 ? 6 : precision;
    spec.alternate = flags.contains("#");
    return spec.real(Numbers.toDouble(number));
  }
}
