package org.perfectstorm.api.schema;

import java.math.BigDecimal;
import java.util.StringJoiner;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Values as Python names and prints them: the errors of the API quote them so. */
final class Python {
  private Python() {}

  /** The name of a value's type. */
  static String type(Object value) {
    return switch (value) {
      case null -> "NoneType";
      case Doc doc -> "dict";
      case Arr arr -> "list";
      case String text -> "str";
      case Boolean flag -> "bool";
      case Double number -> "float";
      default -> "int";
    };
  }

  /** A value as {@code str()} gives it. */
  static String str(Object value) {
    return value instanceof String text ? text : repr(value);
  }

  private static String repr(Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean flag -> flag ? "True" : "False";
      case String text -> quoted(text);
      case Double number -> number(number);
      case Arr arr -> {
        StringJoiner all = new StringJoiner(", ", "[", "]");
        arr.forEach(element -> all.add(repr(element)));
        yield all.toString();
      }
      case Doc doc -> {
        StringJoiner all = new StringJoiner(", ", "{", "}");
        doc.forEach(entry -> all.add(quoted(entry.getKey()) + ": " + repr(entry.getValue())));
        yield all.toString();
      }
      default -> value.toString();
    };
  }

  private static String number(double number) {
    double size = Math.abs(number);
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (size >= 1e-4 && size < 1e16) {
      String plain = exact.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = exact.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - exact.scale();
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (c == quote) {
            quoted.append('\\').append(c);
          } else if (c < ' ' || c == 127) {
            quoted.append("\\x%02x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append(quote).toString();
  }
}
