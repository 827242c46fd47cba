package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines broken at words, as Python's textwrap does. */
final class WordWrap {
  private static final String SPACE = "[\\t\\n\\x0b\\x0c\\r ]";
  private static final String BLACK = "[^\\t\\n\\x0b\\x0c\\r ]";
  private static final String LETTER = "[^\\d\\W]";
  private static final String PUNCTUATED = "[\\w!\"'&.,?]";

  private static final Pattern PIECES =
      Pattern.compile(
          (SPACE + "+")
              + ("|(?<=" + PUNCTUATED + ")-{2,}(?=\\w)")
              + ("|" + BLACK + "+?(?:")
              + ("-(?:(?<=" + LETTER + "{2}-)|(?<=" + LETTER + "-" + PUNCTUATED + "-))")
              + ("(?=" + LETTER + "-?" + LETTER + ")")
              + ("|(?=" + SPACE + "|\\z)")
              + ("|(?<=" + PUNCTUATED + ")(?=-{2,}\\w))"),
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern WORDS = Pattern.compile(SPACE + "+|" + BLACK + "+");

  private final Run run;
  private final int width;
  private final boolean breakLong;
  private final boolean hyphens;

  private WordWrap(Run run, int width, boolean breakLong, boolean hyphens) {
    this.run = run;
    this.width = width;
    this.breakLong = breakLong;
    this.hyphens = hyphens;
  }

  static String wrapped(Run run, String text, Bound a) {
    if (a.whole(0) <= 0) {
      throw new Fault("invalid width " + a.whole(0) + " (must be > 0)");
    }
    WordWrap wrap = new WordWrap(run, a.whole(0), a.truth(1), a.truth(3));
    String between = a.has(2) ? a.string(2) : "\n";
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object paragraph : Text.lines(text, false)) {
      List<String> lines = wrap.lines((String) paragraph);
      out.append(first ? "" : between);
      first = false;
      for (int i = 0; i < lines.size(); i++) {
        run.room((long) out.length() + between.length() + lines.get(i).length());
        out.append(i == 0 ? "" : between).append(lines.get(i));
      }
    }
    return out.toString();
  }

  private List<String> lines(String paragraph) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = (hyphens ? PIECES : WORDS).matcher(paragraph);
    while (matcher.find()) {
      run.step();
      pieces.add(matcher.group());
    }
    List<String> lines = new ArrayList<>();
    int next = 0;
    while (next < pieces.size()) {
      if (isBlank(pieces.get(next)) && !lines.isEmpty()) {
        next++;
      }
      StringBuilder line = new StringBuilder();
      String last = "";
      int length = 0;
      while (next < pieces.size() && length + Text.length(pieces.get(next)) <= width) {
        last = pieces.get(next++);
        line.append(last);
        length += Text.length(last);
      }
      if (next < pieces.size() && Text.length(pieces.get(next)) > width) {
        String piece = pieces.get(next);
        // Where nothing of the piece fits, Python drops that nothing instead of the blank before
        // it.
        int cut = breakLong ? cut(piece, width - length) : line.isEmpty() ? piece.length() : 0;
        if (breakLong || cut > 0) {
          last = piece.substring(0, cut);
          line.append(last);
          pieces.set(next, piece.substring(cut));
          next += cut == piece.length() ? 1 : 0;
        }
      }
      String kept =
          isBlank(last) ? line.substring(0, line.length() - last.length()) : line.toString();
      if (!kept.isEmpty()) {
        lines.add(kept);
      }
      run.step();
    }
    return lines;
  }

  /** Where to cut a piece that fits on no line. */
  private int cut(String piece, int room) {
    int places = width < 1 ? 1 : room;
    int end = piece.offsetByCodePoints(0, Math.min(places, Text.length(piece)));
    if (hyphens && Text.length(piece) > places) {
      int hyphen = end == 0 ? -1 : piece.lastIndexOf('-', end - 1);
      if (hyphen > 0 && !piece.substring(0, hyphen).replace("-", "").isEmpty()) {
        return hyphen + 1;
      }
    }
    return end;
  }

  private static boolean isBlank(String piece) {
    return Text.isSpace(piece, 0, piece.length());
  }
}
