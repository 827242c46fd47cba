package org.perfectstorm.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * Reads the JSON that stormd writes, without loading a JSON library: that alone takes as long as an
 * empty Java program. It knows what is common and sure; whatever it is not sure about (fractions,
 * large numbers, odd escapes, anything wrong) it leaves to {@link Json}, which then reads the whole
 * text again, so that both always agree.
 */
final class QuickJson {
  private static final int DEEPEST = Json.DEEPEST - 1;

  private final byte[] text;
  private int at;

  private QuickJson(byte[] text) {
    this.text = text;
  }

  /**
   * The value of a text in UTF-8.
   *
   * @throws JsonException if it is no JSON
   */
  static Object read(byte[] text) {
    try {
      QuickJson json = new QuickJson(text);
      Object value = json.value(0);
      json.blanks();
      if (json.at == text.length) {
        return value;
      }
    } catch (Unsure | ArrayIndexOutOfBoundsException e) {
      // Json decides.
    }
    return Json.read(text);
  }

  private Object value(int depth) {
    blanks();
    byte first = text[at];
    if (first == '"') {
      return string();
    }
    if (first == '{') {
      return doc(depth);
    }
    if (first == '[') {
      return arr(depth);
    }
    if (first == 't') {
      return word("true", true);
    }
    if (first == 'f') {
      return word("false", false);
    }
    if (first == 'n') {
      return word("null", null);
    }
    return number();
  }

  private Object word(String word, Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (text[at++] != word.charAt(i)) {
        throw new Unsure();
      }
    }
    return value;
  }

  private Doc doc(int depth) {
    deep(depth);
    at++;
    blanks();
    if (text[at] == '}') {
      at++;
      return Doc.EMPTY;
    }
    DocBuilder builder = new DocBuilder();
    while (true) {
      blanks();
      if (text[at] != '"') {
        throw new Unsure();
      }
      String key = string();
      blanks();
      if (text[at++] != ':') {
        throw new Unsure();
      }
      builder.put(key, value(depth + 1));
      blanks();
      byte next = text[at++];
      if (next == '}') {
        return builder.build();
      }
      if (next != ',') {
        throw new Unsure();
      }
    }
  }

  private Arr arr(int depth) {
    deep(depth);
    at++;
    blanks();
    if (text[at] == ']') {
      at++;
      return Arr.EMPTY;
    }
    List<Object> elements = new ArrayList<>();
    while (true) {
      elements.add(value(depth + 1));
      blanks();
      byte next = text[at++];
      if (next == ']') {
        return Arr.holding(elements);
      }
      if (next != ',') {
        throw new Unsure();
      }
    }
  }

  private static void deep(int depth) {
    if (depth >= DEEPEST) {
      throw new Unsure();
    }
  }

  private String string() {
    int start = ++at;
    boolean ascii = true;
    while (true) {
      byte c = text[at];
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        return escaped(start);
      }
      if (c >= 0 && c < ' ') {
        throw new Unsure();
      }
      ascii &= c >= 0;
      at++;
    }
    String string = decoded(start, at, ascii);
    at++;
    return string;
  }

  private String decoded(int start, int end, boolean ascii) {
    if (ascii) {
      return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }
    String string = new String(text, start, end - start, StandardCharsets.UTF_8);
    // It stands for bytes that are no UTF-8, unless it was written so.
    if (string.indexOf('\ufffd') >= 0) {
      throw new Unsure();
    }
    return string;
  }

  /** The rest of a string that has escapes: {@code at} is at the first. */
  private String escaped(int start) {
    StringBuilder string = new StringBuilder();
    int plain = start;
    while (true) {
      byte c = text[at];
      if (c == '"') {
        string.append(decoded(plain, at, false));
        at++;
        return string.toString();
      }
      if (c >= 0 && c < ' ') {
        throw new Unsure();
      }
      if (c != '\\') {
        at++;
        continue;
      }
      string.append(decoded(plain, at, false));
      byte kind = text[at + 1];
      int index = "\"\\/bfnrt".indexOf(kind);
      if (index >= 0) {
        string.append("\"\\/\b\f\n\r\t".charAt(index));
        at += 2;
      } else if (kind == 'u') {
        string.append(hex());
      } else {
        throw new Unsure();
      }
      plain = at;
    }
  }

  private char hex() {
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        throw new Unsure();
      }
      value = value * 16 + digit;
    }
    if (Character.isSurrogate((char) value)) {
      throw new Unsure();
    }
    at += 6;
    return (char) value;
  }

  /** A whole number of up to 18 digits. */
  private Object number() {
    boolean negative = text[at] == '-';
    int start = negative ? ++at : at;
    long number = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      number = number * 10 + (text[at++] - '0');
    }
    int digits = at - start;
    boolean longer = at < text.length && ".eE".indexOf(text[at]) >= 0;
    boolean odd = digits > 1 && text[start] == '0';
    if (digits == 0 || digits > 18 || longer || odd) {
      throw new Unsure();
    }
    number = negative ? -number : number;
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  private void blanks() {
    while (at < text.length) {
      byte c = text[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  /** This is for the real parser. */
  private static final class Unsure extends RuntimeException {
    Unsure() {
      super(null, null, false, false);
    }
  }
}
