package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;

/** Strings as Python sees them: sequences of code points, with Python's idea of white space. */
final class Text {
  private Text() {}

  static boolean isSpace(int c) {
    return switch (c) {
      case 0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f) || (c >= 0x2000 && c <= 0x200a);
    };
  }

  /** Whether there is nothing but white space between two positions. */
  static boolean isSpace(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The first position from here on that is no white space. */
  static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** How many characters Python counts. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The characters, each as a string of its own. */
  static List<Object> characters(String text) {
    List<Object> characters = new ArrayList<>(text.length());
    text.codePoints().forEach(c -> characters.add(Character.toString(c)));
    return characters;
  }

  /** A part, by positions that count characters. */
  static String part(String text, int from, int to) {
    if (isSimple(text)) {
      return text.substring(from, to);
    }
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  /** Without these characters, or white space if null, at the start. */
  static String stripStart(String text, String characters) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!stripped(c, characters)) {
        break;
      }
      at += Character.charCount(c);
    }
    return text.substring(at);
  }

  /** Without these characters, or white space if null, at the end. */
  static String stripEnd(String text, String characters) {
    int at = text.length();
    while (at > 0) {
      int c = text.codePointBefore(at);
      if (!stripped(c, characters)) {
        break;
      }
      at -= Character.charCount(c);
    }
    return text.substring(0, at);
  }

  private static boolean stripped(int c, String characters) {
    return characters == null ? isSpace(c) : characters.indexOf(c) >= 0;
  }

  static String strip(String text, String characters) {
    return stripEnd(stripStart(text, characters), characters);
  }

  /** The words between white space; after so many splits the rest is one, -1 for no bound. */
  static List<Object> words(String text, long splits) {
    List<Object> words = new ArrayList<>();
    int at = skipSpace(text, 0);
    while (at < text.length()) {
      if (splits >= 0 && words.size() >= splits) {
        words.add(text.substring(at));
        break;
      }
      int end = at;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      words.add(text.substring(at, end));
      at = skipSpace(text, end);
    }
    return words;
  }

  /** The words between white space, where splitting begins at the end. */
  static List<Object> wordsFromEnd(String text, long splits) {
    List<Object> words = new ArrayList<>();
    int end = stripEnd(text, null).length();
    while (end > 0) {
      if (splits >= 0 && words.size() >= splits) {
        words.add(text.substring(0, end));
        break;
      }
      int at = end;
      while (at > 0 && !isSpace(text.charAt(at - 1))) {
        at--;
      }
      words.add(text.substring(at, end));
      end = stripEnd(text.substring(0, at), null).length();
    }
    return words.reversed();
  }

  /** The parts between separators; after so many splits the rest is one, -1 for no bound. */
  static List<Object> split(String text, String separator, long splits) {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    for (int next = text.indexOf(separator);
        next >= 0 && (splits < 0 || parts.size() < splits);
        next = text.indexOf(separator, at)) {
      parts.add(text.substring(at, next));
      at = next + separator.length();
    }
    parts.add(text.substring(at));
    return parts;
  }

  /** The parts between separators, where splitting begins at the end. */
  static List<Object> splitFromEnd(String text, String separator, long splits) {
    List<Object> parts = new ArrayList<>();
    int end = text.length();
    for (int next = text.lastIndexOf(separator);
        next >= 0 && (splits < 0 || parts.size() < splits);
        next =
            end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length())) {
      parts.add(text.substring(next + separator.length(), end));
      end = next;
    }
    parts.add(text.substring(0, end));
    return parts.reversed();
  }

  static List<Object> lines(String text, boolean keepEnds) {
    List<Object> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !endsLine(text.charAt(end))) {
        end++;
      }
      int next = end;
      if (next < text.length()) {
        next += text.startsWith("\r\n", next) ? 2 : 1;
      }
      lines.add(text.substring(at, keepEnds ? next : end));
      at = next;
    }
    return lines;
  }

  private static boolean endsLine(char c) {
    return (c >= 10 && c <= 13)
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
