package org.perfectstorm.mql.regex;

import org.perfectstorm.mql.bson.Flaw;

/**
 * The options that hold at a place of a pattern.
 *
 * @param anyCase {@code i}
 * @param lines {@code m}: {@code ^} and {@code $} at each line
 * @param dotAll {@code s}: a dot is also a newline
 * @param free {@code x}: blanks and comments are skipped
 * @param lazy {@code U}: repetitions are lazy unless followed by a question mark
 * @param plain {@code n}: groups without a name do not capture
 * @param unicode {@code (*UCP)}: {@code \d} and {@code \w} are Unicode's
 */
record Flags(
    boolean anyCase,
    boolean lines,
    boolean dotAll,
    boolean free,
    boolean lazy,
    boolean plain,
    boolean unicode) {
  static final Flags NONE = new Flags(false, false, false, false, false, false, false);

  /** The options that MongoDB knows. */
  static Flags of(String options) {
    Flags flags = NONE;
    for (int i = 0; i < options.length(); i++) {
      char option = options.charAt(i);
      if ("imsxu".indexOf(option) < 0) {
        throw new Flaw("invalid flag in regex options: " + option);
      }
      flags = option == 'u' ? flags : flags.with(option, true);
    }
    return flags;
  }

  /** These options with one changed; null if there is none of that letter. */
  Flags with(char option, boolean on) {
    return switch (option) {
      case 'i' -> new Flags(on, lines, dotAll, free, lazy, plain, unicode);
      case 'm' -> new Flags(anyCase, on, dotAll, free, lazy, plain, unicode);
      case 's' -> new Flags(anyCase, lines, on, free, lazy, plain, unicode);
      case 'x' -> new Flags(anyCase, lines, dotAll, on, lazy, plain, unicode);
      case 'U' -> new Flags(anyCase, lines, dotAll, free, on, plain, unicode);
      case 'n' -> new Flags(anyCase, lines, dotAll, free, lazy, on, unicode);
      case 'J' -> this;
      default -> null;
    };
  }

  /** After {@code (?^}: the options that Perl has by default. */
  Flags cleared() {
    return new Flags(false, false, false, false, lazy, false, unicode);
  }

  Flags withUnicode() {
    return new Flags(anyCase, lines, dotAll, free, lazy, plain, true);
  }

  CodeSet digit() {
    return unicode ? Classes.property("Nd") : Classes.DIGIT;
  }

  CodeSet space() {
    return unicode ? Classes.property("Xsp") : Classes.SPACE;
  }

  CodeSet word() {
    return unicode ? Classes.property("Xwd") : Classes.WORD;
  }

  /** The set in any case, if case does not count here. */
  CodeSet folded(CodeSet set) {
    return anyCase ? Folding.of(set) : set;
  }
}
