package org.perfectstorm.mql.expr;

import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;

/** Where a string stands in another, counted in code points or in bytes. */
final class TextSearch {
  private TextSearch() {}

  static void addTo(Map<String, Function> all) {
    all.put("$indexOfCP", Function.of("$indexOfCP", 2, 4, (v, _) -> index("$indexOfCP", v, false)));
    all.put(
        "$indexOfBytes",
        Function.of("$indexOfBytes", 2, 4, (v, _) -> index("$indexOfBytes", v, true)));
  }

  private static Object index(String name, Object[] values, boolean bytes) {
    if (Given.isNull(values[0])) {
      return null;
    }
    String text = Given.text(name, values[0]);
    String wanted = Given.text(name, values[1]);
    int length = length(text, bytes);
    int from = values.length > 2 ? bound(name, values[2]) : 0;
    int to = values.length > 3 ? Math.min(bound(name, values[3]), length) : length;
    if (from > length || to < from) {
      return -1;
    }
    int at = text.indexOf(wanted, offset(text, from, bytes));
    if (at < 0) {
      return -1;
    }
    int found = length(text.substring(0, at), bytes);
    return found + length(wanted, bytes) <= to ? found : -1;
  }

  private static int bound(String name, Object value) {
    int bound = Given.whole(name, value);
    if (bound < 0) {
      throw new Flaw(name + " requires a non-negative index, found " + bound);
    }
    return bound;
  }

  private static int length(String text, boolean bytes) {
    return bytes ? Texts.bytes(text).length : text.codePointCount(0, text.length());
  }

  private static int offset(String text, int from, boolean bytes) {
    int at = 0;
    int counted = 0;
    while (counted < from && at < text.length()) {
      int code = text.codePointAt(at);
      counted += bytes ? length(Character.toString(code), true) : 1;
      at += Character.charCount(code);
    }
    return at;
  }
}
