package org.perfectstorm.mql.regex;

import org.perfectstorm.mql.bson.Flaw;

/** Where a parser is in a pattern. Not for sharing. */
final class Cursor {
  final String text;
  int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next code point, or -1 at the end. */
  int peek() {
    return atEnd() ? -1 : text.codePointAt(at);
  }

  int next() {
    int code = text.codePointAt(at);
    at += Character.charCount(code);
    return code;
  }

  boolean startsWith(String what) {
    return text.startsWith(what, at);
  }

  /** Goes past the string, if it stands here. */
  boolean skip(String what) {
    boolean here = startsWith(what);
    if (here) {
      at += what.length();
    }
    return here;
  }

  /** What stands before the next such character, which is skipped as well; null if none comes. */
  String until(char end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      return null;
    }
    String before = text.substring(at, found);
    at = found + 1;
    return before;
  }

  /** The digits that stand here, at most so many; empty if there are none. */
  String digits(int radix, int most) {
    int from = at;
    while (at < text.length()
        && at - from < most
        && text.charAt(at) < 128
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return text.substring(from, at);
  }

  Flaw flaw(String what) {
    return new Flaw("invalid regular expression: " + what + " at character " + at);
  }
}
