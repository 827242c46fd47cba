package org.perfectstorm.mql.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our engines and Java's find the same, where the two languages mean the same. */
class RegexPeerTest {
  private static final String[] OPTIONS = {"", "", "i", "m", "s", "x", "im", "is", "imsx"};

  /**
   * Characters beyond Latin and Greek. Without those that Java folds in its own way: the two
   * special I, capital sharp S, the signs for Kelvin and Angstrom.
   */
  private static final int[] SPECIAL = {0x1c5, 0x1f80, 0x2028, 0x3000, 0x1f600, 0x10400};

  @Property(tries = 20_000)
  void findsWhatJavaFinds(@ForAll long seed) {
    Random random = new Random(seed);
    String options = OPTIONS[random.nextInt(OPTIONS.length)];
    TwinPattern pattern = TwinPattern.any(random, options.contains("x"));
    Regex regex = Regex.compile(pattern.pcre(), options);
    Pattern java = Pattern.compile(pattern.java(), TwinPattern.flags(options));
    for (int i = 0; i < 8; i++) {
      String text = TwinPattern.text(random);
      Matcher matcher = java.matcher(text);
      String what =
          "/%s/%s (%s) in %s".formatted(pattern.pcre(), options, pattern.java(), quoted(text));
      boolean found = matcher.find();
      assertThat(regex.foundIn(text)).as(what).isEqualTo(found);
      assertThat(span(regex.find(text, 0, _ -> {})))
          .as(what)
          .isEqualTo(found ? matcher.start() + " to " + matcher.end() : "nowhere");
    }
  }

  @Property(tries = 2_000)
  void aClassHasTheMembersThatItHasInJava(@ForAll long seed) {
    Random random = new Random(seed);
    String options = OPTIONS[random.nextInt(3)];
    TwinPattern set = TwinPattern.set(random);
    Regex regex = Regex.compile(set.pcre(), options);
    Pattern java = Pattern.compile(set.java(), TwinPattern.flags(options));
    for (int code = 0; code < 0x400 + SPECIAL.length; code++) {
      if (code == 0x130 || code == 0x131) {
        continue;
      }
      String text = Character.toString(code < 0x400 ? code : SPECIAL[code - 0x400]);
      assertThat(regex.foundIn(text))
          .as("/%s/%s (%s) in %s", set.pcre(), options, set.java(), quoted(text))
          .isEqualTo(java.matcher(text).find());
    }
  }

  private static String span(Found found) {
    return found == null ? "nowhere" : found.start() + " to " + found.end();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.codePoints()
        .forEach(
            code ->
                quoted.append(
                    code > 31 && code < 127
                        ? Character.toString(code)
                        : "\\x{" + Integer.toHexString(code) + "}"));
    return quoted.toString();
  }
}
