package org.perfectstorm.mql.regex;

/** Reads a character class; the cursor is behind the opening bracket. */
final class ClassParser {
  private static final int NO_CHARACTER = -1;

  private final Cursor cursor;
  private final Flags flags;
  private final CodeSet.Builder set = new CodeSet.Builder();

  /** Characters and ranges, to which case applies. */
  private final CodeSet.Builder plain = new CodeSet.Builder();

  private boolean quoting;

  private ClassParser(Cursor cursor, Flags flags) {
    this.cursor = cursor;
    this.flags = flags;
  }

  static CodeSet parse(Cursor cursor, Flags flags) {
    return new ClassParser(cursor, flags).parse();
  }

  private CodeSet parse() {
    boolean negative = cursor.skip("^");
    boolean first = true;
    while (true) {
      if (cursor.atEnd()) {
        throw cursor.flaw("missing terminating ] for character class");
      }
      if (quoting ? cursor.skip("\\E") : cursor.skip("\\Q")) {
        quoting = !quoting;
        continue;
      }
      if (!quoting && cursor.skip("\\E")) {
        continue;
      }
      if (!quoting && !first && cursor.skip("]")) {
        break;
      }
      first = false;
      item();
    }
    CodeSet all = set.add(flags.folded(plain.build())).build();
    return negative ? all.complement() : all;
  }

  private void item() {
    if (!quoting && cursor.startsWith("[") && posix()) {
      return;
    }
    int from = character();
    if (from == NO_CHARACTER) {
      if (isRange() && !cursor.startsWith("-]")) {
        plain.add('-', '-');
        cursor.at++;
      }
      return;
    }
    if (!isRange()) {
      plain.add(from, from);
      return;
    }
    int before = cursor.at;
    cursor.at++;
    if (cursor.startsWith("[:") && isPosixName()) {
      cursor.at = before;
      plain.add(from, from);
      return;
    }
    int to = character();
    if (to == NO_CHARACTER) {
      plain.add(from, from).add('-', '-');
      return;
    }
    if (to < from) {
      throw cursor.flaw("range out of order in character class");
    }
    plain.add(from, to);
  }

  /** Whether a hyphen stands here that is not the last character of the class. */
  private boolean isRange() {
    return !quoting
        && cursor.startsWith("-")
        && !cursor.startsWith("-]")
        && !cursor.startsWith("-\\E]");
  }

  /** One character; or {@link #NO_CHARACTER}, if it was a set, which has been added. */
  private int character() {
    if (cursor.atEnd()) {
      throw cursor.flaw("missing terminating ] for character class");
    }
    int code = cursor.next();
    if (code != '\\' || quoting) {
      return code;
    }
    if (cursor.atEnd()) {
      throw cursor.flaw("\\ at end of pattern");
    }
    int letter = cursor.next();
    CodeSet escaped = Escapes.set(letter, cursor, flags);
    if (escaped != null) {
      set.add(escaped);
      return NO_CHARACTER;
    }
    if (letter == 'b') {
      return '\b';
    }
    if (letter == 'N' || letter == 'R' || letter == 'X' || letter == 'B') {
      throw cursor.flaw("escape sequence is invalid in character class");
    }
    return letter >= '1' && letter <= '7'
        ? Escapes.octal(cursor, Character.toString(letter))
        : Escapes.character(letter, cursor);
  }

  private boolean isPosixName() {
    int end = cursor.text.indexOf(":]", cursor.at + 2);
    return end > 0 && cursor.text.substring(cursor.at + 2, end).matches("\\^?[a-z]*");
  }

  private boolean posix() {
    if (!cursor.startsWith("[:") || !isPosixName()) {
      if ((cursor.startsWith("[.") && cursor.text.indexOf(".]", cursor.at + 2) > 0)
          || (cursor.startsWith("[=") && cursor.text.indexOf("=]", cursor.at + 2) > 0)) {
        throw cursor.flaw("POSIX collating elements are not supported");
      }
      return false;
    }
    int end = cursor.text.indexOf(":]", cursor.at + 2);
    String name = cursor.text.substring(cursor.at + 2, end);
    boolean negative = name.startsWith("^");
    CodeSet named = Classes.posix(negative ? name.substring(1) : name);
    if (named == null) {
      throw cursor.flaw("unknown POSIX class name");
    }
    cursor.at = end + 2;
    CodeSet folded = flags.folded(named);
    set.add(negative ? folded.complement() : folded);
    return true;
  }
}
