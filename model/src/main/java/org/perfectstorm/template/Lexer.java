package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.template.Token.Kind;

/**
 * Cuts a template into tokens: finds the tags in the text and applies the rules of white space
 * ({@code trim_blocks}, {@code lstrip_blocks}, {@code -} and {@code +}). What stands inside a tag
 * is cut by {@link TagLexer}.
 */
final class Lexer {
  private enum Begin {
    RAW,
    VARIABLE,
    LINE_COMMENT,
    COMMENT,
    BLOCK,
    LINE_STATEMENT
  }

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int pos;

  /** Whether what was read last ended a line, so that blanks before a tag are its indentation. */
  private boolean lineStarting = true;

  // The tag found by find().
  private Begin begin;
  private int start;
  private int end;
  private char sign;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (pos < source.length()) {
      if (!find()) {
        data(pos, source.substring(pos));
        pos = source.length();
        break;
      }
      data(pos, stripped(source.substring(pos, start), begin != Begin.VARIABLE));
      pos = end;
      switch (begin) {
        case RAW -> raw();
        case COMMENT -> comment();
        case LINE_COMMENT -> {
          int newline = source.indexOf('\n', pos);
          pos = newline < 0 ? source.length() : newline;
        }
        case VARIABLE -> tag(TagLexer.End.VARIABLE, Kind.VARIABLE_BEGIN, Kind.VARIABLE_END);
        case BLOCK -> tag(TagLexer.End.BLOCK, Kind.BLOCK_BEGIN, Kind.BLOCK_END);
        case LINE_STATEMENT -> tag(TagLexer.End.LINE, Kind.BLOCK_BEGIN, Kind.BLOCK_END);
      }
      lineStarting = begin != Begin.LINE_COMMENT && source.charAt(pos - 1) == '\n';
    }
    tokens.add(new Token(Kind.END, "", null, source.length()));
  }

  private void data(int at, String text) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.DATA, text, null, at));
    }
  }

  /** The text before a tag, without the blanks that the tag takes away. */
  private String stripped(String text, boolean indentation) {
    if (sign == '-') {
      return Text.stripEnd(text, null);
    }
    if (sign != '+' && indentation) {
      int line = text.lastIndexOf('\n') + 1;
      if ((line > 0 || lineStarting) && Text.isSpace(text, line, text.length())) {
        return text.substring(0, line);
      }
    }
    return text;
  }

  private void tag(TagLexer.End kind, Kind first, Kind last) {
    tokens.add(new Token(first, source.substring(start, end), null, start));
    pos = new TagLexer(source, pos, kind, last, tokens).run();
  }

  /** Finds the next tag from the position on. */
  private boolean find() {
    for (int i = pos; i < source.length(); i++) {
      char c = source.charAt(i);
      boolean lineStart = i == 0 || source.charAt(i - 1) == '\n';
      if (c == '{' ? brace(i) : lineTag(i, c, lineStart)) {
        start = i;
        if (begin != Begin.RAW) {
          sign = end < source.length() ? source.charAt(end) : 0;
          if (sign == '-' || sign == '+') {
            end++;
          } else {
            sign = 0;
          }
        }
        return true;
      }
    }
    return false;
  }

  private boolean brace(int i) {
    char next = i + 1 < source.length() ? source.charAt(i + 1) : 0;
    begin =
        switch (next) {
          case '{' -> Begin.VARIABLE;
          case '#' -> Begin.COMMENT;
          case '%' -> Begin.BLOCK;
          default -> null;
        };
    end = i + 2;
    if (begin == Begin.BLOCK) {
      int after = word(i, "raw");
      if (after >= 0 && source.startsWith("-%}", after)) {
        begin = Begin.RAW;
        end = Text.skipSpace(source, after + 3);
      } else if (after >= 0 && source.startsWith("%}", after)) {
        begin = Begin.RAW;
        end = after + 2;
      }
    }
    return begin != null;
  }

  /** After <code>{%</code>, a sign and a word, with blanks around it; -1 if that is not there. */
  private int word(int i, String word) {
    int at = i + 2;
    sign = at < source.length() ? source.charAt(at) : 0;
    if (sign == '-' || sign == '+') {
      at++;
    } else {
      sign = 0;
    }
    at = Text.skipSpace(source, at);
    return source.startsWith(word, at) ? Text.skipSpace(source, at + word.length()) : -1;
  }

  private boolean lineTag(int i, char c, boolean lineStart) {
    if (c != '#' && c != '%' && !Text.isSpace(c)) {
      return false;
    }
    if (!lineStart && Text.isSpace(source.charAt(i - 1))) {
      return false;
    }
    int at = i;
    while (at < source.length() && Text.isSpace(source.charAt(at)) && source.charAt(at) != '\n') {
      at++;
    }
    if (source.startsWith("##", at)) {
      begin = Begin.LINE_COMMENT;
      end = at + 2;
      return true;
    }
    if (lineStart && source.startsWith("%", at) && indents(i, at)) {
      begin = Begin.LINE_STATEMENT;
      end = at + 1;
      return true;
    }
    return false;
  }

  private boolean indents(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = source.charAt(i);
      if (c != ' ' && c != '\t' && c != '\u000b') {
        return false;
      }
    }
    return true;
  }

  private void comment() {
    int close = source.indexOf("#}", pos);
    if (close < 0) {
      throw new Fault("Missing end of comment tag", start);
    }
    char last = close > pos ? source.charAt(close - 1) : 0;
    pos = afterEnd(close + 2, last);
  }

  /** Where a tag's end leads: {@code -} takes all white space after it, {@code +} none. */
  private int afterEnd(int at, char last) {
    if (last == '-') {
      return Text.skipSpace(source, at);
    }
    return last != '+' && source.startsWith("\n", at) ? at + 1 : at;
  }

  private void raw() {
    int first = start;
    for (int i = source.indexOf("{%", pos); i >= 0; i = source.indexOf("{%", i + 1)) {
      int after = word(i, "endraw");
      if (after >= 0) {
        char last = after < source.length() ? source.charAt(after) : 0;
        int close = last == '-' || last == '+' ? after + 1 : after;
        if (source.startsWith("%}", close)) {
          lineStarting = source.charAt(pos - 1) == '\n';
          data(pos, stripped(source.substring(pos, i), true));
          pos = afterEnd(close + 2, last);
          return;
        }
      }
    }
    throw new Fault("Missing end of raw directive", first);
  }
}
