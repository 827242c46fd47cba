package org.perfectstorm.mql.regex;

/** What a backslash means, outside and inside of character classes. */
final class Escapes {
  private static final String NOT_SUPPORTED = "\\F, \\L, \\l, \\N{name}, \\U, or \\u";

  private Escapes() {}

  /** The set of {@code \d} and its kin, or null if this letter stands for something else. */
  static CodeSet set(int letter, Cursor cursor, Flags flags) {
    return switch (letter) {
      case 'd' -> flags.digit();
      case 'D' -> flags.digit().complement();
      case 's' -> flags.space();
      case 'S' -> flags.space().complement();
      case 'w' -> flags.word();
      case 'W' -> flags.word().complement();
      case 'h' -> Classes.HORIZONTAL;
      case 'H' -> Classes.HORIZONTAL.complement();
      case 'v' -> Classes.VERTICAL;
      case 'V' -> Classes.VERTICAL.complement();
      case 'p' -> property(cursor, false);
      case 'P' -> property(cursor, true);
      default -> null;
    };
  }

  private static CodeSet property(Cursor cursor, boolean negative) {
    String name;
    if (cursor.skip("{")) {
      name = cursor.until('}');
    } else {
      name = cursor.atEnd() ? null : Character.toString(cursor.next());
    }
    if (name == null || name.isEmpty()) {
      throw cursor.flaw("malformed \\P or \\p sequence");
    }
    if (name.startsWith("^")) {
      name = name.substring(1);
      negative = !negative;
    }
    CodeSet set = Classes.property(name);
    return negative ? set.complement() : set;
  }

  /**
   * The character that an escape stands for; the cursor is behind the letter.
   *
   * @throws org.perfectstorm.mql.bson.Flaw if the letter has no meaning
   */
  static int character(int letter, Cursor cursor) {
    return switch (letter) {
      case 'a' -> 7;
      case 'e' -> 27;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'c' -> control(cursor);
      case 'x' -> hex(cursor);
      case 'o' -> {
        if (!cursor.skip("{")) {
          throw cursor.flaw("missing opening brace after \\o");
        }
        yield braced(cursor, 8);
      }
      case '0' -> octal(cursor, "0");
      default -> {
        if (letter < 128 && Character.isLetterOrDigit(letter)) {
          throw cursor.flaw(
              "FLlNUu".indexOf(letter) >= 0
                  ? "PCRE2 does not support " + NOT_SUPPORTED
                  : "unrecognized character follows \\");
        }
        yield letter;
      }
    };
  }

  /** A character by its octal number, of which the first digits are known. */
  static int octal(Cursor cursor, String digits) {
    String all = digits + cursor.digits(8, 3 - digits.length());
    return Integer.parseInt(all, 8);
  }

  private static int control(Cursor cursor) {
    if (cursor.atEnd()) {
      throw cursor.flaw("\\c at end of pattern");
    }
    int letter = cursor.next();
    if (letter < 32 || letter > 126) {
      throw cursor.flaw("\\c must be followed by a printable ASCII character");
    }
    return Character.toUpperCase(letter) ^ 64;
  }

  private static int hex(Cursor cursor) {
    if (cursor.skip("{")) {
      return braced(cursor, 16);
    }
    String digits = cursor.digits(16, 2);
    return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
  }

  private static int braced(Cursor cursor, int radix) {
    String digits = cursor.digits(radix, 12);
    if (digits.isEmpty() || !cursor.skip("}")) {
      throw cursor.flaw("missing terminating } or bad digit in \\x{} or \\o{}");
    }
    long code = Long.parseLong(digits, radix);
    if (code > Character.MAX_CODE_POINT || (code >= 0xD800 && code <= 0xDFFF)) {
      throw cursor.flaw("character code point value in \\x{} or \\o{} is too large");
    }
    return (int) code;
  }
}
