package org.perfectstorm.text;

/**
 * Strings as YAML: plain where every reader takes them for strings, those of YAML 1.1 included (to
 * whom {@code no} is a boolean, {@code 1:30} a number and {@code 2018-05-01} a date), else quoted.
 */
final class Scalars {
  private static final String HEX = "0123456789ABCDEF";

  private Scalars() {}

  /** Plain, or in quotes; never with a line break. */
  static String onOneLine(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  /** In single quotes, or in double ones where it needs escapes. */
  static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text, i) || text.charAt(i) == '\t') {
        return doubleQuoted(text);
      }
    }
    return "'" + text.replace("'", "''") + "'";
  }

  /** Whether it has several lines that can stand in a block as they are. */
  static boolean isBlock(String text) {
    if (text.indexOf('\n') < 0) {
      return false;
    }
    boolean empty = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && !isPrintable(text, i)) {
        return false;
      }
      empty &= c == '\n' || c == ' ' || c == '\t';
    }
    return !empty;
  }

  private static boolean isPlain(String text) {
    int length = text.length();
    if (length == 0 || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
      return false;
    }
    char first = text.charAt(0);
    if ("[]{},#&*!|>'\"%@`=~<".indexOf(first) >= 0) {
      return false;
    }
    if ((first == '-' || first == '?' || first == ':')
        && (length == 1 || text.charAt(1) == ' ' || text.charAt(1) == first)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!isPrintable(text, i)
          || c == '\t'
          || (c == ':' && (i + 1 == length || text.charAt(i + 1) == ' '))
          || (c == '#' && text.charAt(i - 1) == ' ')) {
        return false;
      }
    }
    return !text.startsWith("...") && !isWord(text) && !looksLikeANumber(text);
  }

  private static boolean isWord(String text) {
    return text.length() <= 5
        && switch (text.toLowerCase()) {
          case "null", "true", "false", "yes", "no", "on", "off", "y", "n" -> true;
          default -> false;
        };
  }

  /** Numbers and dates of YAML 1.1 and 1.2, and a few strings that only nearly are. */
  private static boolean looksLikeANumber(String text) {
    int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    if (start == text.length()) {
      return false;
    }
    char first = text.charAt(start);
    if (first != '.' && (first < '0' || first > '9')) {
      return false;
    }
    if (first == '.') {
      String word = text.substring(start + 1).toLowerCase();
      if (word.equals("inf") || word.equals("nan")) {
        return true;
      }
    }
    char second = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
    if (first == '0' && (second == 'x' || second == 'o' || second == 'b')) {
      return true;
    }
    int dots = 0;
    int colons = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c == ':') {
        colons++;
      } else if (c == 'e' || c == 'E') {
        return colons == 0 && dots <= 1 && isExponent(text, i + 1);
      } else if (c == '-' && i == 4 && start == 0) {
        return true;
      } else if (c != '_' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return dots <= 1;
  }

  private static boolean isExponent(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '_' && !(i == start && (c == '-' || c == '+'))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a character may stand in YAML unescaped, and does not end a line. */
  private static boolean isPrintable(String text, int index) {
    char c = text.charAt(index);
    if (c < ' ') {
      return c == '\t';
    }
    if (c < 0x7f) {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe;
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isPrintable(text, i)) {
            quoted.append(c);
          } else {
            quoted.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              quoted.append(HEX.charAt((c >> shift) & 15));
            }
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
