package org.perfectstorm.mql.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.perfectstorm.mql.bson.Flaw;

/** A compiled regular expression. Immutable and safe to share between threads. */
public final class Regex {
  private final Pattern pattern;

  private Regex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws Flaw if it is malformed or not supported
   */
  public static Regex compile(String pattern, String options) {
    String flags = "";
    for (int i = 0; i < options.length(); i++) {
      char option = options.charAt(i);
      switch (option) {
        case 'i', 'm', 's' -> flags += option;
        case 'u' -> {}
        default -> throw new Flaw("invalid flag in regex options: " + option);
      }
    }
    try {
      return new Regex(Pattern.compile(flags.isEmpty() ? pattern : "(?" + flags + ")" + pattern));
    } catch (PatternSyntaxException e) {
      throw new Flaw("invalid regular expression: " + e.getDescription());
    }
  }

  /** Whether the pattern is found somewhere in the text. */
  public boolean foundIn(String text) {
    return pattern.matcher(text).find();
  }
}
