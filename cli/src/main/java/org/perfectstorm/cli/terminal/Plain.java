package org.perfectstorm.cli.terminal;

/** Texts of others, without the characters by which they could control the terminal. */
public final class Plain {
  private Plain() {}

  /** A text on one line. */
  public static String line(String text) {
    return without(text, "");
  }

  /** A text that may have several lines. */
  static String lines(String text) {
    return without(text, "\n\t");
  }

  private static String without(String text, String allowed) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && allowed.indexOf(c) < 0) {
        plain = plain == null ? new StringBuilder(text) : plain;
        plain.setCharAt(i, '?');
      }
    }
    return plain == null ? text : plain.toString();
  }
}
