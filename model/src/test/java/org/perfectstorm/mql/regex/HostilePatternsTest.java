package org.perfectstorm.mql.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.mql.bson.Flaw;

/** Patterns that are known to stall backtracking engines: an answer or a refusal, soon. */
class HostilePatternsTest {
  /** Of processor time for one text of 200,000 characters. Measured: some 10 ms. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "([a-zA-Z]+)*$",
        "(a|aa)+$",
        "(a|a?)+$",
        "(.*a){25}",
        "(x+x+)+y",
        "(a*)*b",
        "([ab]*[ac]*[ad]*)*e",
        "(.*)*(.*)*(.*)*[^a]$",
        "(\\w+\\s?)+$",
        "^(.*?,){11}P",
        "(?i)(\\p{L}+\\s*)+\\d$",
        "^[\\s\\x{200c}]+|[\\s\\x{200c}]+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|x)$",
        "(?:(?:\"|\\d|(?:nan|true|null)|`|-|\\+)+[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)))",
        "(a?){50}a{50}",
        "^(?:a?){500}a{500}$",
        "((a{0,100}){0,100})$",
        "(a{0,140}){0,140}b",
        "(?:.{1,100}){1,100}\\x{100}",
        "^(?=(a+)+$)b",
        "(?=.*(a|a)*b)c",
        "(?!(a+)+$)..",
        "(?>(a+)+)b",
        "(?<=a)(a|a)*$",
        "(?:[^a]|a(?!b))*c",
        "^(?=.*a)(?=.*b)(?=.*c)(?=.*d).*$",
        "(a+)+\\1$",
        "^(a*)*\\1b$",
        "(.+)+\\1\\1\\1z",
        "(?=(a*)*$)\\1b",
        "^(a|b\\1)+(a|b\\1)+(a|b\\1)+c$",
      })
  void anAnswerOrARefusalSoon(String pattern) {
    Regex regex = Regex.compile(pattern, "");
    for (String text : texts().toList()) {
      long start = nanos();
      try {
        assertThat(regex.foundIn(text)).isIn(true, false);
      } catch (Flaw flaw) {
        assertThat(flaw.getMessage()).containsAnyOf("took more than", "too long");
      }
      assertThat(Duration.ofNanos(nanos() - start)).as("%s", text.length()).isLessThan(BOUND);
    }
  }

  /** What looks around costs no more than the product of pattern and text: there is an answer. */
  @Test
  void lookingAroundIsAnswered() {
    String text = "a".repeat(400) + "!";
    assertThat(found("^(?=(a+)+$)b", text)).isFalse();
    assertThat(found("^(?!(a|aa)+$)(a|aa)+!", text)).isTrue();
    assertThat(found("(?:[^a]|a(?!b))*c", text)).isFalse();
    assertThat(found("(?:[^a]|a(?!b))*!", text)).isTrue();
    assertThat(found("(?>(a+)+)b", text)).isFalse();
    assertThat(found("(?<=a)(a|a)*$", text)).isFalse();
  }

  private static boolean found(String pattern, String text) {
    return Regex.compile(pattern, "").foundIn(text);
  }

  private static Stream<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int length : new int[] {30, 2_000, 200_000}) {
      for (String unit : new String[] {"a", "a,"}) {
        texts.add(unit.repeat(length / unit.length()) + "!");
      }
    }
    return texts.stream();
  }

  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
