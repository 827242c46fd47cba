package org.perfectstorm.mql.regex;

import java.util.Random;
import java.util.regex.Pattern;

/**
 * A random pattern that means the same in PCRE and in {@code java.util.regex}, written in both.
 * What the two write alike but mean differently is written for Java as PCRE means it.
 *
 * @param pcre as MongoDB has it
 * @param java the same for Java
 */
record TwinPattern(String pcre, String java) {
  private static final String[] LETTERS = {
    "a", "b", "A", "B", "k", "s", "0", "1", "_", "-", ".", " ", "]", "\n", "\u017f", "é", "É", "ß",
    "σ", "ς"
  };

  /**
   * First and last of ranges. Beyond ASCII only such as Java folds like PCRE, which looks for all
   * forms of all members.
   */
  private static final String[] RANGES = {
    "!", "/", "0", "9", "A", "K", "Q", "Z", "[", "_", "a", "k", "z", "é", "ü", "β", "σ"
  };

  private static final int LAST_ASCII = 13;
  private static final String[] NAMED = {
    "alpha", "lower", "upper", "alnum", "ascii", "blank", "cntrl", "digit", "graph", "print",
    "punct", "space", "xdigit"
  };
  private static final String[] JAVA_NAMED = {
    "Alpha", "Lower", "Upper", "Alnum", "ASCII", "Blank", "Cntrl", "Digit", "Graph", "Print",
    "Punct", "Space", "XDigit"
  };
  private static final String[] SETS = {"d", "D", "w", "W", "s", "S", "h", "H", "v", "V"};
  private static final String[] PLACES = {"^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B"};
  private static final String[] TIMES = {"*", "+", "?", "{2}", "{1,2}", "{0}", "{1,}"};
  private static final String[] STYLES = {"", "", "", "?", "+"};

  /** A pattern with groups, assertions and back references. */
  static TwinPattern any(Random random, boolean free) {
    return new Maker(random, free).pattern(3);
  }

  /** A character class. */
  static TwinPattern set(Random random) {
    return new Maker(random, false).set();
  }

  /** A text of the letters that patterns are made of; not empty, where Java's ^ is nowhere. */
  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(7); i > 0; i--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.append(random.nextInt(5) == 0 ? "\n" : "").toString();
  }

  /** The flags for Java with MongoDB's options; case folds and lines end as in PCRE. */
  static int flags(String options) {
    int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
    flags |= options.contains("i") ? Pattern.CASE_INSENSITIVE : 0;
    flags |= options.contains("m") ? Pattern.MULTILINE : 0;
    flags |= options.contains("s") ? Pattern.DOTALL : 0;
    return flags | (options.contains("x") ? Pattern.COMMENTS : 0);
  }

  private TwinPattern then(TwinPattern next) {
    return new TwinPattern(pcre + next.pcre, java + next.java);
  }

  private TwinPattern in(String before, String after) {
    return new TwinPattern(before + pcre + after, before + java + after);
  }

  private static TwinPattern both(String pattern) {
    return new TwinPattern(pattern, pattern);
  }

  /** Makes one pattern. */
  private static final class Maker {
    private final Random random;
    private final boolean free;
    private int opened;

    Maker(Random random, boolean free) {
      this.random = random;
      this.free = free;
    }

    TwinPattern pattern(int depth) {
      return switch (random.nextInt(depth == 0 ? 4 : 12)) {
        case 0, 1 -> letter();
        case 2 -> random.nextInt(3) == 0 ? both(".") : set();
        case 3 -> small();
        case 4, 5 -> sequence(depth);
        case 6 -> choice(depth);
        case 7 -> group(depth);
        case 8 -> repeated(depth);
        case 9 -> look(depth);
        case 10 -> reference(depth);
        default -> random.nextBoolean() ? flagged(depth) : sequence(depth);
      };
    }

    private TwinPattern small() {
      return both(random.nextInt(5) == 0 ? "" : pick(PLACES));
    }

    /** Behind its group only: elsewhere Java refers to what a way had found that led nowhere. */
    private TwinPattern reference(int depth) {
      int index = opened + 1;
      return group(depth).then(pattern(depth - 1)).then(both("\\" + index)).in("(?:", ")");
    }

    private TwinPattern letter() {
      String letter = pick(LETTERS);
      if (random.nextInt(8) == 0) {
        return new TwinPattern("\\Q" + letter + "\\E", escaped(letter));
      }
      if (random.nextInt(8) == 0) {
        return both("\\x{" + Integer.toHexString(letter.codePointAt(0)) + "}");
      }
      return both(escaped(letter));
    }

    private static String escaped(String letter) {
      char code = letter.charAt(0);
      return code == '\n' ? "\\n" : code > 127 || isWord(code) ? letter : "\\" + letter;
    }

    private static boolean isWord(char code) {
      return Character.isLetterOrDigit(code) || code == '_';
    }

    private TwinPattern sequence(int depth) {
      TwinPattern all = both("");
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        all = all.then(pattern(depth - 1));
        if (free && random.nextInt(3) == 0) {
          all = all.then(both(pick(" ", "\t", " # a]( \n")));
        }
      }
      return all.in("(?:", ")");
    }

    private TwinPattern choice(int depth) {
      TwinPattern all = pattern(depth - 1);
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        all = all.then(both("|")).then(pattern(depth - 1));
      }
      return all.in("(?:", ")");
    }

    private TwinPattern group(int depth) {
      int index = ++opened;
      return pattern(depth - 1).in(random.nextInt(4) == 0 ? "(?<n" + index + ">" : "(", ")");
    }

    private TwinPattern repeated(int depth) {
      String times = pick(TIMES);
      if (random.nextBoolean()) {
        return (random.nextBoolean() ? letter() : set()).then(both(times + pick(STYLES)));
      }
      // Java does not go on counting when a group matches nothing.
      TwinPattern group = group(depth);
      return (times.equals("{2}") ? letter().then(group).in("(?:", ")") : group)
          .then(both(times + pick(STYLES)));
    }

    private TwinPattern look(int depth) {
      return switch (random.nextInt(5)) {
        case 0 -> pattern(depth - 1).in("(?=", ")");
        case 1 -> pattern(depth - 1).in("(?!", ")");
        case 2 -> pattern(depth - 1).in("(?>", ")");
        default -> {
          TwinPattern behind = random.nextBoolean() ? letter() : set();
          yield (random.nextBoolean() ? behind.then(letter()) : behind)
              .in(random.nextBoolean() ? "(?<=" : "(?<!", ")");
        }
      };
    }

    private TwinPattern flagged(int depth) {
      return pattern(depth - 1).in("(?" + pick("i", "-i", "m", "s", "i-s", "-m") + ":", ")");
    }

    TwinPattern set() {
      if (random.nextInt(4) == 0) {
        return both("\\" + pick(SETS));
      }
      TwinPattern items = both("");
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        items = items.then(item());
      }
      if (random.nextInt(8) == 0) {
        items = new TwinPattern("]" + items.pcre, "\\]" + items.java);
      }
      if (random.nextInt(8) == 0) {
        items = new TwinPattern(items.pcre + "-", items.java + "\\-");
      }
      return items.in(random.nextInt(3) == 0 ? "[^" : "[", "]");
    }

    private TwinPattern item() {
      return switch (random.nextInt(7)) {
        case 0, 1 -> both(escaped(pick(LETTERS)));
        case 2, 3 -> {
          int from = random.nextInt(RANGES.length);
          int to =
              from < LAST_ASCII
                  ? from + random.nextInt(LAST_ASCII - from)
                  : (from + 1 - (from - LAST_ASCII) % 2);
          yield both(escaped(RANGES[from]) + "-" + escaped(RANGES[to]));
        }
        case 4 -> both("\\" + pick(SETS));
        case 5 -> new TwinPattern("\\Q[-^\\E", "\\[\\-\\^");
        default -> {
          int named = random.nextInt(NAMED.length);
          boolean negative = random.nextInt(4) == 0;
          yield new TwinPattern(
              (negative ? "[:^" : "[:") + NAMED[named] + ":]",
              (negative ? "\\P{" : "\\p{") + JAVA_NAMED[named] + "}");
        }
      };
    }

    private String pick(String... texts) {
      return texts[random.nextInt(texts.length)];
    }
  }
}
