package org.perfectstorm.template;

import java.util.function.IntPredicate;

/** Methods of strings: those that answer true or false, or a number. */
final class StringQuestions {
  /** Digits that are no decimal ones. */
  private static final String OTHER_DIGITS = "⁰²³¹⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨";

  private StringQuestions() {}

  static void addTo(Operations all) {
    all.add("startswith", "prefix, start=0, end=None", (run, s, a) -> affix(s, a, true))
        .add("endswith", "suffix, start=0, end=None", (run, s, a) -> affix(s, a, false))
        .add("find", "sub, start=0, end=None", (run, s, a) -> find(s, a, true))
        .add("rfind", "sub, start=0, end=None", (run, s, a) -> find(s, a, false))
        .add("index", "sub, start=0, end=None", (run, s, a) -> index(s, a, true))
        .add("rindex", "sub, start=0, end=None", (run, s, a) -> index(s, a, false))
        .add("count", "sub, start=0, end=None", (run, s, a) -> count(s, a))
        .add("isalpha", "", (run, s, a) -> every(s, Character::isLetter))
        .add("isdigit", "", (run, s, a) -> every(s, StringQuestions::isDigit))
        .add("isdecimal", "", (run, s, a) -> every(s, Character::isDigit))
        .add("isnumeric", "", (run, s, a) -> every(s, StringQuestions::isNumeric))
        .add("isalnum", "", (run, s, a) -> every(s, c -> Character.isLetter(c) || isNumeric(c)))
        .add("isspace", "", (run, s, a) -> every(s, Text::isSpace))
        .add("isascii", "", (run, s, a) -> ((String) s).codePoints().allMatch(c -> c < 128))
        .add(
            "isprintable", "", (run, s, a) -> ((String) s).codePoints().allMatch(Repr::isPrintable))
        .add("isidentifier", "", (run, s, a) -> isIdentifier((String) s))
        .add("islower", "", (run, s, a) -> Letters.isLower((String) s))
        .add("isupper", "", (run, s, a) -> Letters.isUpper((String) s))
        .add("istitle", "", (run, s, a) -> Letters.isTitle((String) s));
  }

  private static boolean every(Object self, IntPredicate test) {
    String text = (String) self;
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean isDigit(int c) {
    return Character.isDigit(c) || OTHER_DIGITS.indexOf(c) >= 0;
  }

  private static boolean isNumeric(int c) {
    return Character.isDigit(c)
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER;
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (Character.isUnicodeIdentifierStart(text.codePointAt(0)) || text.charAt(0) == '_')
        && text.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
  }

  /** The part that the arguments start and end ask for; null if there is no such part. */
  private static int[] part(Object self, Bound a) {
    int length = Text.length((String) self);
    int start = a.whole(1);
    int end = a.has(2) ? a.whole(2) : length;
    start = start < 0 ? Math.max(0, start + length) : start;
    end = end < 0 ? Math.max(0, end + length) : Math.min(end, length);
    return start > end ? null : new int[] {start, end};
  }

  private static boolean affix(Object self, Bound a, boolean start) {
    int[] part = part(self, a);
    if (part == null) {
      return false;
    }
    String text = Text.part((String) self, part[0], part[1]);
    if (a.get(0) instanceof Tuple affixes) {
      for (Object affix : affixes.elements()) {
        if (affix instanceof String s && (start ? text.startsWith(s) : text.endsWith(s))) {
          return true;
        }
      }
      return false;
    }
    return start ? text.startsWith(a.string(0)) : text.endsWith(a.string(0));
  }

  private static long find(Object self, Bound a, boolean first) {
    int[] part = part(self, a);
    if (part == null) {
      return -1;
    }
    String text = Text.part((String) self, part[0], part[1]);
    int at = first ? text.indexOf(a.string(0)) : text.lastIndexOf(a.string(0));
    return at < 0 ? -1 : part[0] + text.codePointCount(0, at);
  }

  private static long index(Object self, Bound a, boolean first) {
    long at = find(self, a, first);
    if (at < 0) {
      throw new Fault("substring not found");
    }
    return at;
  }

  private static long count(Object self, Bound a) {
    int[] part = part(self, a);
    if (part == null) {
      return 0;
    }
    String text = Text.part((String) self, part[0], part[1]);
    String sub = a.string(0);
    if (sub.isEmpty()) {
      return Text.length(text) + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(sub); at >= 0; at = text.indexOf(sub, at + sub.length())) {
      count++;
    }
    return count;
  }
}
