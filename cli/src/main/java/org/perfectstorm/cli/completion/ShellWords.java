package org.perfectstorm.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line up to the cursor, as a shell would split it.
 *
 * @param words the words without their quotes; the last one, perhaps empty, is being typed
 * @param quote the quote that is open at the end, or 0
 * @param open where in the last word the open quote began
 */
public record ShellWords(List<String> words, char quote, int open) {
  /** Splits a line. */
  public static ShellWords of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    int open = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\' && quote == '"' && i + 1 < line.length() && isSpecial(line, i + 1)) {
          word.append(line.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        open = word.length();
        begun = true;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        begun = true;
      } else if (c == ' ' || c == '\t' || c == '\n') {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    words.add(word.toString());
    return new ShellWords(List.copyOf(words), quote, quote == 0 ? 0 : open);
  }

  private static boolean isSpecial(String line, int at) {
    return "\"\\$`".indexOf(line.charAt(at)) >= 0;
  }

  /**
   * A candidate for the last word as bash takes it: only what stands behind the open quote, or
   * behind the last character at which bash breaks words; with backslashes where there is no quote.
   *
   * @param breaks bash's {@code COMP_WORDBREAKS}
   */
  public String forBash(String candidate, String breaks) {
    if (quote != 0) {
      return candidate.substring(open);
    }
    String typed = words.getLast();
    int begin = 0;
    for (int i = 0; i < typed.length() && i < candidate.length(); i++) {
      begin =
          (typed.charAt(i) == ':' || typed.charAt(i) == '=') && breaks.indexOf(typed.charAt(i)) >= 0
              ? i + 1
              : begin;
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = begin; i < candidate.length(); i++) {
      char c = candidate.charAt(i);
      if (" \t\n'\"\\$`!&|;<>()[]{}*?#~".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
