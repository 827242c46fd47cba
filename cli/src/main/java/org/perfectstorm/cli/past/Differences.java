package org.perfectstorm.cli.past;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What differs between two versions of an object, in one line for people. */
final class Differences {
  private static final int SHOWN = 4;
  private static final int LONGEST = 60;
  private static final Pattern PLAIN = Pattern.compile("[\\w.:/@+-]+");

  private Differences() {}

  /**
   * Such as {@code status: running -> error, image: a -> b}; empty if nothing differs.
   *
   * @param before the object before
   * @param after the object after
   */
  static String text(Doc before, Doc after) {
    List<String> differences = new ArrayList<>();
    compare("", before, after, differences);
    int more = differences.size() - SHOWN;
    String text = String.join(", ", more > 0 ? differences.subList(0, SHOWN) : differences);
    return more > 0 ? text + ", and " + more + " more" : text;
  }

  private static void compare(String path, Doc before, Doc after, List<String> differences) {
    Set<String> keys = new LinkedHashSet<>(before.shape().keys());
    keys.addAll(after.shape().keys());
    for (String key : keys) {
      Object old = before.get(key);
      Object now = after.get(key);
      if (old instanceof Doc oldDoc && now instanceof Doc nowDoc) {
        compare(path + key + ".", oldDoc, nowDoc, differences);
      } else if (before.has(key) != after.has(key) || !same(old, now)) {
        differences.add(
            Plain.line(path + key)
                + ": "
                + value(before, key, old)
                + " -> "
                + value(after, key, now));
      }
    }
  }

  private static boolean same(Object one, Object other) {
    return one == null ? other == null : one.equals(other);
  }

  private static String value(Doc doc, String key, Object value) {
    return doc.has(key) ? value(value) : "nothing";
  }

  /** A value as short as it can be said, and harmless for the terminal. */
  static String value(Object value) {
    String text =
        value instanceof String plain && PLAIN.matcher(plain).matches() ? plain : Json.text(value);
    return Plain.line(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...");
  }
}
