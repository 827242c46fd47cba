package org.perfectstorm.template;

import java.util.Set;

/** Filters of single values: defaults, numbers, other forms of a value. */
final class ValueFilters {
  private ValueFilters() {}

  static void addTo(Operations all) {
    all.add("default", "default_value='', boolean=False", ValueFilters::orElse)
        .alias("d", "default")
        .add("abs", "", ValueFilters::absolute)
        .add("int", "default=0, base=10", ValueFilters::toInt)
        .add("float", "default=0", ValueFilters::toFloat)
        .add("round", "precision=0, method='common'", ValueFilters::round)
        .add("string", "", (run, value, a) -> Repr.text(run, value))
        .add("safe", "", (run, value, a) -> Repr.text(run, value))
        .add("tojson", "indent=None", (run, value, a) -> JsonDump.of(run, value, indent(run, a)))
        .add("attr", "name", (run, value, a) -> Lookup.onlyAttribute(value, a.string(0)))
        .add("filesizeformat", "binary=False", ValueFilters::fileSize);
  }

  private static Object orElse(Run run, Object value, Bound a) {
    boolean replace = value instanceof Undefined || (a.truth(1) && !Truth.of(value));
    return replace ? a.get(0) : value;
  }

  private static Object absolute(Run run, Object value, Bound a) {
    Object number = Numbers.plain(Undefined.refuse(value));
    if (number instanceof Double real) {
      return Math.abs(real);
    }
    if (!(number instanceof Number)) {
      throw new Fault("bad operand type for abs(): '" + Types.name(value) + "'");
    }
    return Numbers.whole(Numbers.big(number).abs());
  }

  private static Object toInt(Run run, Object value, Bound a) {
    Object whole =
        switch (Undefined.refuse(value)) {
          case String text -> {
            Object parsed = Numbers.parseWhole(text, a.whole(1));
            yield parsed != null ? parsed : truncated(Numbers.parseDouble(text));
          }
          case Double number -> truncated(number);
          case null -> null;
          default -> Numbers.isNumber(value) ? Numbers.plain(value) : null;
        };
    return whole == null ? a.get(0) : whole;
  }

  private static Object truncated(Double number) {
    return number == null || number.isNaN() || number.isInfinite()
        ? null
        : Numbers.truncate(number);
  }

  private static Object toFloat(Run run, Object value, Bound a) {
    Double real =
        switch (Undefined.refuse(value)) {
          case String text -> Numbers.parseDouble(text);
          case null -> null;
          default -> Numbers.isNumber(value) ? (Double) Numbers.toDouble(value) : null;
        };
    return real != null ? real : a.get(0) instanceof Long zero && zero == 0 ? 0.0 : a.get(0);
  }

  private static Object round(Run run, Object value, Bound a) {
    if (!Numbers.isNumber(Undefined.refuse(value))) {
      throw new Fault("type " + Types.name(value) + " doesn't define __round__ method");
    }
    String method = a.string(1);
    if (!Set.of("common", "ceil", "floor").contains(method)) {
      throw new Fault("method must be common, ceil or floor");
    }
    int precision = a.whole(0);
    if (method.equals("common")) {
      return value instanceof Double real
          ? (Object) Floats.round(real, precision)
          : wholeRounded(Numbers.plain(value), precision);
    }
    Object scale = Arithmetic.apply(run, Operator.POWER, 10L, (long) precision);
    double scaled = Numbers.toDouble(Arithmetic.apply(run, Operator.MULTIPLY, value, scale));
    Object edge = Numbers.truncate(method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled));
    return Arithmetic.apply(run, Operator.DIVIDE, edge, scale);
  }

  private static Object wholeRounded(Object whole, int precision) {
    if (precision >= 0) {
      return whole;
    }
    if (precision < -Numbers.MAX_DIGITS) {
      return 0L;
    }
    return Numbers.whole(
        new java.math.BigDecimal(Numbers.big(whole))
            .setScale(precision, java.math.RoundingMode.HALF_EVEN)
            .toBigInteger());
  }

  private static String indent(Run run, Bound a) {
    if (!a.has(0)) {
      return null;
    }
    if (a.get(0) instanceof String text) {
      return text;
    }
    int width = Math.max(0, a.whole(0));
    run.room(width);
    return " ".repeat(width);
  }

  private static Object fileSize(Run run, Object value, Bound a) {
    Double size =
        Undefined.refuse(value) instanceof String text
            ? Numbers.parseDouble(text)
            : (Double) Numbers.toDouble(value);
    if (size == null) {
      throw new Fault("could not convert string to float: " + Repr.of(run, value));
    }
    double bytes = size;
    boolean binary = a.truth(0);
    int base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return Repr.of(run, Numbers.truncate(bytes)) + " Bytes";
    }
    String letters = binary ? "KMGTPEZY" : "kMGTPEZY";
    int power = 0;
    double unit = (double) base * base;
    while (bytes >= unit && power < letters.length() - 1) {
      unit *= base;
      power++;
    }
    return Floats.fixed(base * bytes / unit, 1)
        + " "
        + letters.charAt(power)
        + (binary ? "iB" : "B");
  }
}
