package org.perfectstorm.mql.regex;

/**
 * Reads a character class; the cursor is behind the opening bracket. Hyphens mean what PCRE2 makes
 * of them: where Perl only warns that one is no range, there is an error.
 */
final class ClassParser {
  private static final int NONE = -1;

  private final Cursor cursor;
  private final Flags flags;
  private final CodeSet.Builder set = new CodeSet.Builder();

  /** Characters and ranges, to which case applies. */
  private final CodeSet.Builder plain = new CodeSet.Builder();

  /** Between {@code \Q} and {@code \E}. */
  private boolean quoting;

  /** The last character, if a hyphen may make a range of it. */
  private int from = NONE;

  /** Behind the hyphen of a range. */
  private boolean ranging;

  private ClassParser(Cursor cursor, Flags flags) {
    this.cursor = cursor;
    this.flags = flags;
  }

  static CodeSet parse(Cursor cursor, Flags flags) {
    return new ClassParser(cursor, flags).parse();
  }

  private CodeSet parse() {
    boolean negative = startsWithCaret();
    boolean first = true;
    while (true) {
      if (cursor.atEnd()) {
        throw cursor.flaw("missing terminating ] for character class");
      }
      if (cursor.skip("\\E")) {
        quoting = false;
      } else if (!quoting && cursor.skip("\\Q")) {
        quoting = true;
      } else if (!quoting && !first && cursor.skip("]")) {
        break;
      } else {
        first = false;
        item();
      }
    }
    if (ranging) {
      plain.add('-', '-');
    }
    CodeSet all = set.add(flags.folded(plain.build())).build();
    return negative ? all.complement() : all;
  }

  /** A caret may follow quotation marks around nothing. */
  private boolean startsWithCaret() {
    while (cursor.skip("\\E") || cursor.skip("\\Q\\E")) {}
    return cursor.skip("^");
  }

  private void item() {
    int end = quoting ? NONE : PosixSyntax.end(cursor);
    if (end != NONE) {
      add(posix(end));
      return;
    }
    int code = cursor.next();
    if (quoting || (code != '\\' && code != '-')) {
      add(code);
    } else if (code == '\\') {
      escape();
    } else if (from == NONE || ranging) {
      add(code);
    } else {
      ranging = true;
    }
  }

  private void add(int code) {
    if (!ranging) {
      plain.add(code, code);
      from = code;
      return;
    }
    if (code < from) {
      throw cursor.flaw("range out of order in character class");
    }
    plain.add(from, code);
    from = NONE;
    ranging = false;
  }

  /** Adds a set, which neither begins nor ends a range. */
  private void add(CodeSet named) {
    if (ranging || (cursor.startsWith("-") && !cursor.startsWith("-]"))) {
      throw cursor.flaw("invalid range in character class");
    }
    set.add(named);
    from = NONE;
  }

  private void escape() {
    if (cursor.atEnd()) {
      throw cursor.flaw("\\ at end of pattern");
    }
    int letter = cursor.next();
    CodeSet escaped = Escapes.set(letter, cursor, flags);
    if (escaped != null) {
      add(escaped);
      return;
    }
    add(
        switch (letter) {
          case 'b' -> '\b';
          case '1', '2', '3', '4', '5', '6', '7' ->
              Escapes.octal(cursor, Character.toString(letter));
          case '8', '9', 'g', 'k' -> letter;
          case 'N', 'R', 'X', 'B' ->
              throw cursor.flaw("escape sequence is invalid in character class");
          default -> Escapes.character(letter, cursor);
        });
  }

  private CodeSet posix(int end) {
    if (!cursor.startsWith("[:")) {
      throw cursor.flaw("POSIX collating elements are not supported");
    }
    String name = cursor.text.substring(cursor.at + 2, end);
    boolean negative = name.startsWith("^");
    CodeSet named = Classes.posix(negative ? name.substring(1) : name, flags);
    if (named == null) {
      throw cursor.flaw("unknown POSIX class name");
    }
    cursor.at = end + 2;
    return negative ? named.complement() : named;
  }
}
