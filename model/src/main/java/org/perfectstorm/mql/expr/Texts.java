package org.perfectstorm.mql.expr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.value.Arr;

/** Making strings: joining, cutting, changing case, splitting. */
final class Texts {
  /** What {@code $trim} takes away unless told otherwise. */
  private static final String BLANKS =
      "\0 \t\n"
          + "\u000b\f\r"
          + "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a";

  private Texts() {}

  static void addTo(Map<String, Function> all) {
    all.put("$concat", Function.of("$concat", 0, Integer.MAX_VALUE, Texts::concat));
    all.put(
        "$toLower",
        Function.one("$toLower", value -> lower(Conversions.coerced("$toLower", value))));
    all.put(
        "$toUpper",
        Function.one("$toUpper", value -> upper(Conversions.coerced("$toUpper", value))));
    all.put(
        "$strcasecmp",
        Function.of(
            "$strcasecmp",
            2,
            2,
            (v, _) ->
                Integer.signum(
                    Order.strings(
                        upper(Conversions.coerced("$strcasecmp", v[0])),
                        upper(Conversions.coerced("$strcasecmp", v[1]))))));
    all.put(
        "$strLenCP",
        Function.one(
            "$strLenCP",
            value -> {
              String text = Given.text("$strLenCP", value);
              return text.codePointCount(0, text.length());
            }));
    all.put(
        "$strLenBytes",
        Function.one("$strLenBytes", value -> bytes(Given.text("$strLenBytes", value)).length));
    all.put("$substr", Function.of("$substr", 3, 3, (v, _) -> ofBytes(v)));
    all.put("$substrBytes", Function.of("$substrBytes", 3, 3, (v, _) -> ofBytes(v)));
    all.put("$substrCP", Function.of("$substrCP", 3, 3, (v, _) -> ofCodePoints(v)));
    all.put("$split", Function.of("$split", 2, 2, Texts::split));
    trim(all, "$trim", true, true);
    trim(all, "$ltrim", true, false);
    trim(all, "$rtrim", false, true);
    replace(all, "$replaceOne", false);
    replace(all, "$replaceAll", true);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object concat(Object[] values, Scope scope) {
    StringBuilder joined = new StringBuilder();
    for (Object value : values) {
      if (Given.isNull(value)) {
        return null;
      }
      String text = Given.text("$concat", value);
      scope.spend(text.length());
      joined.append(text);
    }
    return joined.toString();
  }

  /** Only ASCII, as in MongoDB. */
  private static String lower(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        changed.setCharAt(i, (char) (c + 32));
      }
    }
    return changed.toString();
  }

  private static String upper(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        changed.setCharAt(i, (char) (c - 32));
      }
    }
    return changed.toString();
  }

  private static Object ofBytes(Object[] values) {
    byte[] text = bytes(Conversions.coerced("$substrBytes", values[0]));
    int from = Given.whole("$substrBytes", values[1]);
    int length = Given.whole("$substrBytes", values[2]);
    if (from < 0) {
      throw new Flaw("$substrBytes: starting index must be non-negative");
    }
    if (from >= text.length) {
      return "";
    }
    int to = length < 0 || length > text.length - from ? text.length : from + length;
    if (isInside(text, from) || isInside(text, to)) {
      throw new Flaw(
          "$substrBytes: invalid range, starting or ending in the middle of a character");
    }
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  private static boolean isInside(byte[] text, int at) {
    return at < text.length && (text[at] & 0xC0) == 0x80;
  }

  private static Object ofCodePoints(Object[] values) {
    String text = Conversions.coerced("$substrCP", values[0]);
    int from = Given.natural("$substrCP", values[1]);
    int length = Given.natural("$substrCP", values[2]);
    int all = text.codePointCount(0, text.length());
    if (from >= all) {
      return "";
    }
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, Math.min(length, all - from)));
  }

  private static Object split(Object[] values, Scope scope) {
    if (Given.anyNull(values)) {
      return null;
    }
    String text = Given.text("$split", values[0]);
    String separator = Given.text("$split", values[1]);
    if (separator.isEmpty()) {
      throw new Flaw("$split requires a non-empty separator");
    }
    scope.spend(text.length());
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return Arr.holding(parts);
  }

  private static void trim(Map<String, Function> all, String name, boolean left, boolean right) {
    all.put(
        name,
        Function.named(
            name,
            List.of("input"),
            List.of("chars"),
            (v, _) -> {
              if (Given.isNull(v[0]) || Given.isNull(v[1])) {
                return null;
              }
              String text = Given.text(name, v[0]);
              String blanks = Given.text(name, Given.or(v[1], BLANKS));
              int from = 0;
              int to = text.length();
              while (left && from < to && blanks.indexOf(text.codePointAt(from)) >= 0) {
                from += Character.charCount(text.codePointAt(from));
              }
              while (right && to > from && blanks.indexOf(text.codePointBefore(to)) >= 0) {
                to -= Character.charCount(text.codePointBefore(to));
              }
              return text.substring(from, to);
            }));
  }

  private static void replace(Map<String, Function> all, String name, boolean every) {
    all.put(
        name,
        Function.named(
            name,
            List.of("input", "find", "replacement"),
            List.of(),
            (v, scope) -> {
              for (Object value : v) {
                if (!Given.isNull(value)) {
                  Given.text(name, value);
                }
              }
              return Given.anyNull(v)
                  ? null
                  : replaced((String) v[0], (String) v[1], (String) v[2], every, scope);
            }));
  }

  private static String replaced(
      String text, String find, String replacement, boolean every, Scope scope) {
    long most = every ? text.length() + 1L : 1;
    scope.spend(text.length() + most * replacement.length());
    if (every) {
      return text.replace(find, replacement);
    }
    int at = text.indexOf(find);
    return at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + find.length());
  }
}
