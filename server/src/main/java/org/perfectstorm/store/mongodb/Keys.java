package org.perfectstorm.store.mongodb;

/**
 * How keys of documents are written in MongoDB, readably: {@code a.b} as {@code a．b} and {@code $a}
 * as {@code ＄a}, with the wide forms of dot and dollar (U+FF0E, U+FF04), NUL as {@code ␀}. A key
 * that has one of these itself is told apart by a wide backslash before it (U+FF3C), which also
 * stands for the empty key.
 *
 * <p>MongoDB could keep dots and dollars as they are, newer versions at least; but its queries
 * cannot address them.
 */
final class Keys {
  private static final char DOT = '．';
  private static final char DOLLAR = '＄';
  private static final char NUL = '␀';
  private static final char ESCAPE = '＼';

  private Keys() {}

  static String written(String key) {
    if (key.isEmpty()) {
      return String.valueOf(ESCAPE);
    }
    return isPlain(key) ? key : escaped(key);
  }

  /** As {@link #written}, at the top of an object, where what begins with _ is ours. */
  static String writtenAtTop(String key) {
    return key.startsWith("_") ? ESCAPE + written(key) : written(key);
  }

  static String read(String written) {
    for (int i = 0; i < written.length(); i++) {
      switch (written.charAt(i)) {
        case DOT, DOLLAR, NUL, ESCAPE -> {
          return unescaped(written);
        }
        default -> {}
      }
    }
    return written;
  }

  private static boolean isPlain(String key) {
    if (key.charAt(0) == '$') {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      switch (key.charAt(i)) {
        case '.', '\0', DOT, DOLLAR, NUL, ESCAPE -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder(key.length() + 4);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      switch (c) {
        case '.' -> escaped.append(DOT);
        case '\0' -> escaped.append(NUL);
        case '$' -> escaped.append(i == 0 ? DOLLAR : c);
        case DOT, DOLLAR, NUL, ESCAPE -> escaped.append(ESCAPE).append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String written) {
    StringBuilder key = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      switch (c) {
        case DOT -> key.append('.');
        case DOLLAR -> key.append('$');
        case NUL -> key.append('\0');
        case ESCAPE -> {
          i++;
          if (i < written.length()) {
            key.append(written.charAt(i));
          }
        }
        default -> key.append(c);
      }
    }
    return key.toString();
  }
}
