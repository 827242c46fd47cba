package org.perfectstorm.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Says what is wrong with a text that is no JSON, in the words of Python's json module. Only runs
 * after the real parser refused, so it is written for clearness, not for speed.
 */
final class Complaint {
  private final String text;
  private int at;

  private Complaint(String text) {
    this.text = text;
  }

  /** What Python would say; the other parser's own words where Python would have no complaint. */
  static JsonException about(byte[] json, int offset, int length, Exception cause) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(json, offset, length))
              .toString();
    } catch (CharacterCodingException e) {
      return new JsonException("'utf-8' codec can't decode the text: it is not UTF-8", e);
    }
    try {
      Complaint complaint = new Complaint(text);
      complaint.blanks();
      complaint.value(0);
      complaint.blanks();
      if (complaint.at < text.length()) {
        throw complaint.at("Extra data", complaint.at);
      }
    } catch (JsonException found) {
      return found;
    }
    return new JsonException(
        cause == null ? "Invalid JSON" : String.valueOf(cause.getMessage()), cause);
  }

  private void value(int depth) {
    if (depth > Json.DEEPEST) {
      throw new JsonException("Nested deeper than " + Json.DEEPEST + " levels");
    }
    switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> word();
    }
  }

  private void object(int depth) {
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      if (peek() != '"') {
        throw at("Expecting property name enclosed in double quotes", at);
      }
      string();
      blanks();
      expect(':', "Expecting ':' delimiter");
      blanks();
      value(depth + 1);
      blanks();
      if (peek() == '}') {
        at++;
        return;
      }
      expect(',', "Expecting ',' delimiter");
      blanks();
    }
  }

  private void array(int depth) {
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return;
    }
    while (true) {
      value(depth + 1);
      blanks();
      if (peek() == ']') {
        at++;
        return;
      }
      expect(',', "Expecting ',' delimiter");
      blanks();
    }
  }

  private void string() {
    int start = at++;
    while (true) {
      if (at >= text.length()) {
        throw at("Unterminated string starting at", start);
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c < ' ') {
        throw at("Invalid control character at", at);
      }
      if (c != '\\') {
        at++;
        continue;
      }
      if (at + 1 >= text.length()) {
        throw at("Unterminated string starting at", start);
      }
      char escaped = text.charAt(at + 1);
      if (escaped == 'u') {
        if (!text.substring(at + 2, Math.min(at + 6, text.length())).matches("[0-9a-fA-F]{4}")) {
          throw at("Invalid \\uXXXX escape", at + 1);
        }
        at += 6;
      } else if ("\"\\/bfnrt".indexOf(escaped) >= 0) {
        at += 2;
      } else {
        throw at("Invalid \\escape", at);
      }
    }
  }

  private void word() {
    for (String constant : new String[] {"NaN", "-Infinity", "Infinity"}) {
      if (text.startsWith(constant, at)) {
        throw new JsonException(
            "Out of range float values are not JSON compliant: '" + constant + "'");
      }
    }
    for (String constant : new String[] {"true", "false", "null"}) {
      if (text.startsWith(constant, at)) {
        at += constant.length();
        return;
      }
    }
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else if (!digits()) {
      throw at("Expecting value", start);
    }
    int whole = at;
    if (peek() == '.') {
      at++;
      if (!digits()) {
        at = whole;
        return;
      }
      whole = at;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!digits()) {
        at = whole;
      }
    }
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private void expect(char c, String otherwise) {
    if (peek() != c) {
      throw at(otherwise, at);
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void blanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException at(String message, int position) {
    String before = text.substring(0, position);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String last = before.substring(before.lastIndexOf('\n') + 1);
    return new JsonException(
        "%s: line %d column %d (char %d)"
            .formatted(
                message,
                line,
                last.codePointCount(0, last.length()) + 1,
                before.codePointCount(0, before.length())));
  }
}
