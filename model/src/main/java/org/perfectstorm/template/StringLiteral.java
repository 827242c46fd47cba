package org.perfectstorm.template;

/** The escapes in a string between quotes, Python's. */
final class StringLiteral {
  private final String text;
  private final int at;
  private final StringBuilder value;
  private int pos;

  private StringLiteral(String text, int at) {
    this.text = text;
    this.at = at;
    this.value = new StringBuilder(text.length());
  }

  static String value(String text, int at) {
    return text.indexOf('\\') < 0 ? text : new StringLiteral(text, at).run();
  }

  private String run() {
    while (pos < text.length()) {
      char c = text.charAt(pos++);
      if (c == '\\') {
        escape(text.charAt(pos++));
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case 'x' -> code(2, "truncated \\xXX escape");
      case 'u' -> code(4, "truncated \\uXXXX escape");
      case 'U' -> code(8, "truncated \\UXXXXXXXX escape");
      case 'N' -> named();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
      default -> value.append('\\').append(c);
    }
  }

  private void code(int digits, String complaint) {
    int code = 0;
    for (int i = 0; i < digits; i++, pos++) {
      int digit = pos < text.length() ? Character.digit(text.charAt(pos), 16) : -1;
      if (digit < 0) {
        throw new Fault(complaint, at + pos);
      }
      code = code * 16 + digit;
    }
    if (!Character.isValidCodePoint(code)
        || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
      throw new Fault("illegal Unicode character", at + pos);
    }
    value.appendCodePoint(code);
  }

  private void named() {
    int close = text.startsWith("{", pos) ? text.indexOf('}', pos) : -1;
    if (close < 0) {
      throw new Fault("malformed \\N character escape", at + pos);
    }
    try {
      value.appendCodePoint(Character.codePointOf(text.substring(pos + 1, close)));
    } catch (IllegalArgumentException e) {
      throw new Fault("unknown Unicode character name", at + pos, e);
    }
    pos = close + 1;
  }

  private void octal(char first) {
    int code = first - '0';
    for (int i = 0; i < 2 && pos < text.length(); i++, pos++) {
      int digit = Character.digit(text.charAt(pos), 8);
      if (digit < 0) {
        break;
      }
      code = code * 8 + digit;
    }
    value.append((char) code);
  }
}
