package org.perfectstorm.template;

import java.util.Locale;

/** Upper and lower case, as Python's strings know it. */
final class Letters {
  private Letters() {}

  static String upper(int c) {
    return Character.toString(c).toUpperCase(Locale.ROOT);
  }

  static String lower(int c) {
    return Character.toString(c).toLowerCase(Locale.ROOT);
  }

  /** A character at the start of a word: {@code ß} is {@code Ss} there. */
  private static String titled(int c) {
    int title = Character.toTitleCase(c);
    if (title != c) {
      return Character.toString(title);
    }
    String upper = upper(c);
    int first = upper.codePointAt(0);
    return Character.toString(first)
        + upper.substring(Character.charCount(first)).toLowerCase(Locale.ROOT);
  }

  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replace("ß", "ss").replace('ς', 'σ');
  }

  static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return titled(first) + text.substring(Character.charCount(first)).toLowerCase(Locale.ROOT);
  }

  /** Every word begins with a capital; a word is what letters make. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      out.append(inside ? lower(c) : titled(c));
      inside = isCased(c);
      at += Character.charCount(c);
    }
    return out.toString();
  }

  static String swapped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                out.append(
                    Character.isUpperCase(c)
                        ? lower(c)
                        : Character.isLowerCase(c) ? upper(c) : Character.toString(c)));
    return out.toString();
  }

  static boolean isLower(String text) {
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
  }

  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
  }

  static boolean isTitle(String text) {
    boolean any = false;
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      boolean start = Character.isUpperCase(c) || Character.isTitleCase(c);
      if ((start && inside) || (Character.isLowerCase(c) && !inside)) {
        return false;
      }
      inside = start || Character.isLowerCase(c);
      any |= inside;
    }
    return any;
  }
}
