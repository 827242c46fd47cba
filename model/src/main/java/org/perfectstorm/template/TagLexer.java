package org.perfectstorm.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.perfectstorm.template.Token.Kind;

/** Cuts what stands inside one tag. */
final class TagLexer {
  enum End {
    VARIABLE,
    BLOCK,
    LINE
  }

  private static final List<String> PAIRS = List.of("//", "**", "==", "!=", ">=", "<=");
  private static final String SINGLES = "+-/*%~[](){}><=.:|,;";

  private final String source;
  private final End end;
  private final Kind last;
  private final List<Token> tokens;

  /** The brackets that are open: a tag's end inside of them is none. */
  private final Deque<Character> open = new ArrayDeque<>();

  private int pos;

  TagLexer(String source, int pos, End end, Kind last, List<Token> tokens) {
    this.source = source;
    this.pos = pos;
    this.end = end;
    this.last = last;
    this.tokens = tokens;
  }

  /** Adds the tag's tokens, its end included, and answers where the text goes on. */
  int run() {
    while (true) {
      int after = open.isEmpty() ? afterEnd() : -1;
      if (after >= 0) {
        tokens.add(new Token(last, "", null, pos));
        return after;
      }
      if (pos >= source.length()) {
        return pos;
      }
      next();
    }
  }

  private int afterEnd() {
    return switch (end) {
      case VARIABLE -> {
        if (source.startsWith("-}}", pos)) {
          yield Text.skipSpace(source, pos + 3);
        }
        yield source.startsWith("}}", pos) ? pos + 2 : -1;
      }
      case BLOCK -> {
        if (source.startsWith("-%}", pos)) {
          yield Text.skipSpace(source, pos + 3);
        }
        if (source.startsWith("+%}", pos)) {
          yield pos + 3;
        }
        if (!source.startsWith("%}", pos)) {
          yield -1;
        }
        yield source.startsWith("\n", pos + 2) ? pos + 3 : pos + 2;
      }
      case LINE -> {
        // Empty lines after a line statement belong to it.
        int blank = Text.skipSpace(source, pos);
        if (blank == source.length()) {
          yield blank;
        }
        int newline = source.lastIndexOf('\n', blank - 1);
        yield newline >= pos ? newline + 1 : -1;
      }
    };
  }

  private void next() {
    int at = pos;
    char c = source.charAt(pos);
    if (Text.isSpace(c)) {
      pos = Text.skipSpace(source, pos);
    } else if (c >= '0' && c <= '9') {
      boolean fraction = pos == 0 || source.charAt(pos - 1) != '.';
      NumberLiteral number = NumberLiteral.at(source, pos, fraction);
      pos = number.end();
      tokens.add(new Token(Kind.NUMBER, source.substring(at, pos), number.value(), at));
    } else if (isNamePart(source.codePointAt(pos))) {
      name();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else {
      operator(c);
    }
  }

  private void name() {
    int at = pos;
    boolean valid = Character.isUnicodeIdentifierStart(source.codePointAt(pos)) || at(pos) == '_';
    while (pos < source.length() && isNamePart(source.codePointAt(pos))) {
      int c = source.codePointAt(pos);
      valid &= c == '_' || Character.isUnicodeIdentifierPart(c);
      pos += Character.charCount(c);
    }
    if (!valid) {
      throw new Fault("Invalid character in identifier", at);
    }
    tokens.add(new Token(Kind.NAME, source.substring(at, pos), null, at));
  }

  private void string(char quote) {
    int at = pos;
    int i = pos + 1;
    while (i < source.length() && source.charAt(i) != quote) {
      i += source.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= source.length()) {
      throw new Fault("this string has no end: a closing " + quote + " is missing", at);
    }
    pos = i + 1;
    String value = StringLiteral.value(source.substring(at + 1, i), at + 1);
    tokens.add(new Token(Kind.STRING, source.substring(at, pos), value, at));
  }

  private void operator(char c) {
    int at = pos;
    String operator = pair();
    if (operator == null) {
      if (SINGLES.indexOf(c) < 0) {
        String shown = Repr.quoted(Character.toString(source.codePointAt(pos)));
        throw new Fault("unexpected char " + shown, at);
      }
      operator = String.valueOf(c);
    }
    switch (c) {
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '{' -> open.push('}');
      case ')', ']', '}' -> {
        if (open.isEmpty()) {
          throw new Fault("unexpected '" + c + "'", at);
        }
        char expected = open.pop();
        if (expected != c) {
          throw new Fault("unexpected '" + c + "', expected '" + expected + "'", at);
        }
      }
      default -> {}
    }
    pos += operator.length();
    tokens.add(new Token(Kind.OPERATOR, operator, null, at));
  }

  private String pair() {
    for (String pair : PAIRS) {
      if (source.startsWith(pair, pos)) {
        return pair;
      }
    }
    return null;
  }

  private char at(int index) {
    return source.charAt(index);
  }

  private static boolean isNamePart(int c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isUnicodeIdentifierPart(c);
  }
}
