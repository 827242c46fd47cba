package org.perfectstorm.mql.regex;

/** Where {@code [:alpha:]}, {@code [.x.]} and {@code [=x=]} stand in a pattern. */
final class PosixSyntax {
  private PosixSyntax() {}

  /** The place of the {@code :]} that ends what begins at the cursor; -1 if none does. */
  static int end(Cursor cursor) {
    return cursor.startsWith("[") ? endBehind(cursor, cursor.at + 1) : -1;
  }

  /** As {@link #end}, for a cursor behind the bracket. */
  static int endBehind(Cursor cursor, int at) {
    String text = cursor.text;
    char mark = at < text.length() ? text.charAt(at) : 0;
    if (mark != ':' && mark != '.' && mark != '=') {
      return -1;
    }
    for (int i = at + 1; i + 1 < text.length(); i++) {
      char here = text.charAt(i);
      char next = text.charAt(i + 1);
      if (here == '\\' && (next == ']' || next == '\\')) {
        i++;
      } else if (here == ']' || (here == '[' && next == mark)) {
        return -1;
      } else if (here == mark && next == ']') {
        return i;
      }
    }
    return -1;
  }
}
