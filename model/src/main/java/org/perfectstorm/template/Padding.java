package org.perfectstorm.template;

/** Strings made wider. */
final class Padding {
  private Padding() {}

  private static int missing(Run run, String text, int width) {
    run.room(width);
    return Math.max(0, width - Text.length(text));
  }

  private static String fill(String filler, int count) {
    if (Text.length(filler) != 1) {
      throw new Fault("The fill character must be exactly one character long");
    }
    return filler.repeat(count);
  }

  static String left(Run run, String text, int width, String filler) {
    return text + fill(filler, missing(run, text, width));
  }

  static String right(Run run, String text, int width, String filler) {
    return fill(filler, missing(run, text, width)) + text;
  }

  /** Of an odd number of places the left gets more if the width is odd, as Python does. */
  static String center(Run run, String text, int width, String filler) {
    int missing = missing(run, text, width);
    int left = missing / 2 + (missing & width & 1);
    return fill(filler, left) + text + fill(filler, missing - left);
  }

  static String zeros(Run run, String text, int width) {
    String zeros = "0".repeat(missing(run, text, width));
    boolean sign = text.startsWith("-") || text.startsWith("+");
    return sign ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
  }

  static String expandTabs(Run run, String text, int size) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        int blanks = size <= 0 ? 0 : size - column % size;
        run.room((long) out.length() + blanks);
        out.repeat(' ', blanks);
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
      }
    }
    return out.toString();
  }
}
