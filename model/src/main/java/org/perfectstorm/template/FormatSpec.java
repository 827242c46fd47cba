package org.perfectstorm.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Python's format specifications, {@code [[fill]align][sign][#][0][width][,][.precision][type]}.
 */
final class FormatSpec {
  private String fill = " ";
  private char align;
  private char sign = '-';
  private boolean zero;
  private int width;
  private char grouping;
  boolean alternate;
  int precision = -1;
  char type;

  /** A value in the form that a specification asks for. */
  static String format(Run run, Object value, String text) {
    if (text.isEmpty()) {
      return Repr.text(run, value);
    }
    FormatSpec spec = new FormatSpec();
    spec.parse(text, value);
    run.room((long) spec.width + Math.max(spec.precision, 0) + 400);
    return switch (Undefined.refuse(value)) {
      case String string -> spec.string(string);
      case Number number -> spec.number(run, number);
      case Boolean truth -> spec.number(run, truth ? 1L : 0L);
      case null, default ->
          throw new Fault(
              "unsupported format string passed to " + Types.name(value) + ".__format__");
    };
  }

  private void parse(String text, Object value) {
    int at = 0;
    int first = text.offsetByCodePoints(0, 1);
    if (first < text.length() && isAlign(text.charAt(first))) {
      fill = text.substring(0, first);
      align = text.charAt(first);
      at = first + 1;
    } else if (isAlign(text.charAt(0))) {
      align = text.charAt(0);
      at = 1;
    }
    if (at < text.length() && "+- ".indexOf(text.charAt(at)) >= 0) {
      sign = text.charAt(at++);
      if (value instanceof String) {
        throw new Fault("Sign not allowed in string format specifier");
      }
    }
    if (at < text.length() && text.charAt(at) == '#') {
      alternate = true;
      at++;
    }
    if (at < text.length() && text.charAt(at) == '0') {
      zero = true;
      at++;
    }
    int end = digits(text, at);
    width = end == at ? 0 : number(text, at, end);
    at = end;
    if (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == '_')) {
      grouping = text.charAt(at++);
    }
    if (at < text.length() && text.charAt(at) == '.') {
      end = digits(text, at + 1);
      if (end == at + 1) {
        throw new Fault("Format specifier missing precision");
      }
      precision = number(text, at + 1, end);
      at = end;
    }
    if (at + 1 < text.length()) {
      throw new Fault("Invalid format specifier '" + text + "'");
    }
    type = at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isAlign(char c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int number(String text, int start, int end) {
    if (end - start > 9) {
      throw new Fault("Too many decimal digits in format string");
    }
    return Integer.parseInt(text.substring(start, end));
  }

  private String string(String text) {
    if (type != 0 && type != 's') {
      throw unknownType("str");
    }
    if (align == '=') {
      throw new Fault("'=' alignment not allowed in string format specifier");
    }
    if (alternate || grouping != 0) {
      throw new Fault("Cannot specify '" + (alternate ? "#" : grouping) + "' in a string format");
    }
    String shown =
        precision >= 0 && Text.length(text) > precision ? Text.part(text, 0, precision) : text;
    return padded("", shown, zero && fill.equals(" ") ? "0" : fill, align == 0 ? '<' : align);
  }

  private Fault unknownType(String of) {
    return new Fault("Unknown format code '" + type + "' for object of type '" + of + "'");
  }

  private String number(Run run, Number value) {
    boolean whole = !(value instanceof Double) && (type == 0 || "bcdnoxX".indexOf(type) >= 0);
    if (type != 0 && (whole ? "bcdnoxX" : "eEfFgGn%").indexOf(type) < 0) {
      throw unknownType(Types.name(value));
    }
    String text = whole ? whole(Numbers.big(value)) : real(Numbers.toDouble(value));
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    String prefix = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    if (whole && alternate && type != 0 && "boxX".indexOf(type) >= 0) {
      prefix += "0" + type;
    }
    if (type == 'c') {
      return padded("", digits, fill, align == 0 ? '<' : align);
    }
    boolean pads = zero && align == 0;
    digits = grouped(run, digits, pads ? width - prefix.length() : 0);
    return padded(
        prefix,
        digits,
        zero && fill.equals(" ") ? "0" : fill,
        pads ? '=' : align == 0 ? '>' : align);
  }

  private String whole(BigInteger value) {
    if (precision >= 0) {
      throw new Fault("Precision not allowed in integer format specifier");
    }
    return switch (type) {
      case 'b' -> value.toString(2);
      case 'o' -> value.toString(8);
      case 'x' -> value.toString(16);
      case 'X' -> value.toString(16).toUpperCase(Locale.ROOT);
      case 'c' -> {
        if (value.signum() < 0
            || value.bitLength() > 21
            || !Character.isValidCodePoint(value.intValue())) {
          throw new Fault("a character must be in range(0x110000)");
        }
        yield Character.toString(value.intValue());
      }
      default -> value.toString();
    };
  }

  /** A float by type and precision, with {@code -} where it is negative. */
  String real(double value) {
    boolean upper = type == 'E' || type == 'F' || type == 'G';
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String text = Floats.repr(value) + (type == '%' ? "%" : "");
      return upper ? text.toUpperCase(Locale.ROOT) : text;
    }
    int places = precision < 0 ? 6 : precision;
    return switch (type) {
      case 'f', 'F' -> pointed(Floats.fixed(value, places), places);
      case 'e', 'E' -> Floats.exponent(value, places, type);
      case 'g', 'n' -> Floats.general(value, places, alternate, false, 'e');
      case 'G' -> Floats.general(value, places, alternate, false, 'E');
      case '%' -> percent(value, places);
      default ->
          precision < 0
              ? Floats.repr(value)
              : Floats.general(value, precision, alternate, true, 'e');
    };
  }

  private String pointed(String text, int places) {
    return alternate && places == 0 ? text + "." : text;
  }

  private static String percent(double value, int places) {
    double hundredfold = value * 100;
    if (Double.isInfinite(hundredfold)) {
      return new BigDecimal(value).scaleByPowerOfTen(2).setScale(places).toPlainString() + "%";
    }
    return Floats.fixed(hundredfold, places) + "%";
  }

  /** Separators between groups of the digits before the point; zeros up to a width. */
  private String grouped(Run run, String text, int least) {
    int point = 0;
    boolean hex = grouping == '_' && type != 0 && "boxX".indexOf(type) >= 0;
    while (point < text.length() && Character.digit(text.charAt(point), hex ? 16 : 10) >= 0) {
      point++;
    }
    String rest = text.substring(point);
    String digits = text.substring(0, point);
    if (grouping == 0 || point == 0) {
      return Padding.right(run, digits, least - rest.length(), "0") + rest;
    }
    if (type == 'n' || (grouping == ',' && type != 0 && "boxXc".indexOf(type) >= 0)) {
      throw new Fault("Cannot specify '" + grouping + "' with '" + type + "'.");
    }
    int size = hex ? 4 : 3;
    StringBuilder out = new StringBuilder();
    int wanted = least - rest.length();
    for (int i = 0; i < digits.length() || out.length() < wanted; i++) {
      if (i > 0 && i % size == 0) {
        out.append(grouping);
      }
      out.append(i < digits.length() ? digits.charAt(digits.length() - 1 - i) : '0');
    }
    return out.reverse() + rest;
  }

  private String padded(String prefix, String digits, String filler, char where) {
    int rest = Math.max(0, width - prefix.length() - Text.length(digits));
    return switch (where) {
      case '<' -> prefix + digits + filler.repeat(rest);
      case '=' -> prefix + filler.repeat(rest) + digits;
      case '^' -> filler.repeat(rest / 2) + prefix + digits + filler.repeat(rest - rest / 2);
      default -> filler.repeat(rest) + prefix + digits;
    };
  }
}
