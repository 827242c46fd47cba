package org.perfectstorm.mql.regex;

import java.util.HashMap;
import java.util.Map;

/**
 * The groups of a pattern by number and name, and what refers back to them. A pattern is read
 * twice: a reference may stand before its group, and only the first reading finds out what groups
 * there are.
 */
final class Captures {
  private static final String NONE = "reference to non-existent subpattern";

  private final Cursor cursor;

  /** What a first reading found out: how many groups there are, and their names. */
  private final int groups;

  private final Map<String, Integer> names;

  private final Map<String, Integer> namesHere = new HashMap<>();
  private int groupsHere;

  /** Of a first reading, which takes every reference for good. */
  Captures(Cursor cursor) {
    this(cursor, Integer.MAX_VALUE, null);
  }

  private Captures(Cursor cursor, int groups, Map<String, Integer> names) {
    this.cursor = cursor;
    this.groups = groups;
    this.names = names;
  }

  /** For a second reading, which knows what this one found. */
  Captures again(Cursor from) {
    return new Captures(from, groupsHere, namesHere);
  }

  /** The number of a group that begins here. */
  int next() {
    return ++groupsHere;
  }

  /** The number of a group that begins here with its name. */
  int next(char end) {
    if (namesHere.putIfAbsent(name(end), groupsHere + 1) != null) {
      throw cursor.flaw("two named subpatterns have the same name");
    }
    return next();
  }

  /** A reference whose name stands here. */
  Node named(char end, Flags flags) {
    String name = name(end);
    if (names != null && !names.containsKey(name)) {
      throw cursor.flaw(NONE);
    }
    return new Node.Back(names == null ? 1 : names.get(name), flags.anyCase());
  }

  /** After {@code \k}: a reference by a name in one of three sorts of brackets. */
  Node quoted(Flags flags) {
    if (cursor.skip("<")) {
      return named('>', flags);
    }
    if (cursor.skip("{")) {
      return named('}', flags);
    }
    if (cursor.skip("'")) {
      return named('\'', flags);
    }
    throw cursor.flaw("\\k is not followed by a braced, angle-bracketed, or quoted name");
  }

  /**
   * A reference by number.
   *
   * @param first its first digit
   * @return null if there are not so many groups: then it is a character in octal, and nothing is
   *     read
   */
  Node numbered(int first, Flags flags) {
    int from = cursor.at;
    String number = Character.toString(first) + cursor.digits(10, 5);
    int group = Integer.parseInt(number);
    if (number.length() == 1 || group <= groups) {
      return back(group, flags);
    }
    cursor.at = from;
    if (first >= '8') {
      throw cursor.flaw(NONE);
    }
    return null;
  }

  /** After {@code \g}: a reference by number, counted from here if it is negative, or by name. */
  Node relative(Flags flags) {
    if (cursor.startsWith("<") || cursor.startsWith("'")) {
      throw cursor.flaw("recursion is not supported");
    }
    boolean braced = cursor.skip("{");
    boolean relative = cursor.skip("-");
    String digits = cursor.digits(10, 5);
    if (digits.isEmpty()) {
      if (braced && !relative) {
        return named('}', flags);
      }
      throw cursor.flaw("a numbered reference must not be zero");
    }
    if (braced && !cursor.skip("}")) {
      throw cursor.flaw("\\g is not followed by a braced, angle-bracketed, or quoted name/number");
    }
    int number = Integer.parseInt(digits);
    return back(relative ? groupsHere + 1 - number : number, flags);
  }

  private Node back(int group, Flags flags) {
    if (group < 1 || group > groups) {
      throw cursor.flaw(NONE);
    }
    return new Node.Back(group, flags.anyCase());
  }

  private String name(char end) {
    String name = cursor.until(end);
    if (name == null || !name.matches("[A-Za-z_]\\w{0,31}")) {
      throw cursor.flaw("syntax error in subpattern name (missing terminator?)");
    }
    return name;
  }
}
