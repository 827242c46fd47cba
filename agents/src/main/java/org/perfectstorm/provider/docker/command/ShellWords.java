package org.perfectstorm.provider.docker.command;

import java.util.ArrayList;
import java.util.List;

/** Takes a line apart as a POSIX shell would: blanks, quotes and backslashes, nothing else. */
final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();

  /** The word that is being read; null between words. */
  private StringBuilder word;

  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /**
   * The words of a line.
   *
   * @throws IllegalArgumentException if a quote is not closed, or nothing follows a backslash; the
   *     message says which, and nothing of the line
   */
  static List<String> of(String line) {
    return new ShellWords(line).split();
  }

  private List<String> split() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case ' ', '\t', '\r', '\n' -> end();
        case '\'' -> single();
        case '"' -> quoted();
        case '\\' -> escaped();
        default -> begun().append(c);
      }
    }
    end();
    return words;
  }

  private StringBuilder begun() {
    if (word == null) {
      word = new StringBuilder();
    }
    return word;
  }

  private void end() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private void single() {
    int close = line.indexOf('\'', at);
    if (close < 0) {
      throw new IllegalArgumentException("a quote (') is not closed");
    }
    begun().append(line, at, close);
    at = close + 1;
  }

  private void quoted() {
    begun();
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < line.length() && "\"\\$`\n".indexOf(line.charAt(at)) >= 0) {
        c = line.charAt(at++);
        if (c == '\n') {
          continue;
        }
      }
      word.append(c);
    }
    throw new IllegalArgumentException("a quote (\") is not closed");
  }

  private void escaped() {
    if (at == line.length()) {
      throw new IllegalArgumentException("nothing follows the last backslash");
    }
    char c = line.charAt(at++);
    if (c != '\n') {
      begun().append(c);
    }
  }
}
