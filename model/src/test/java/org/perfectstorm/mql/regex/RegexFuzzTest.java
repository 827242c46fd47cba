package org.perfectstorm.mql.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.perfectstorm.mql.bson.Flaw;

/**
 * Patterns from bytes, led by what they reach in the code. In a build the seeds run, files in
 * RegexFuzzTestInputs: a pattern in the first line, its options in the second, then the text. With
 * {@code JAZZER_FUZZ=1} it goes on from there; see docs/queries.md.
 */
class RegexFuzzTest {
  /** Of processor time, slowed down by what the fuzzer weaves into the code. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  @FuzzTest(maxDuration = "10m")
  void anyPatternIsAnsweredOrRefused(byte[] input) {
    String[] lines = (new String(input, StandardCharsets.UTF_8) + "\n\n").split("\n", 3);
    long start = nanos();
    try {
      Regex regex = Regex.compile(lines[0], lines[1]);
      String text = lines[2];
      boolean found = regex.foundIn(text);
      if (found && regex.prefix() != null) {
        assertThat(text).startsWith(regex.prefix());
      }
      assertThat(regex.find(text, 0, _ -> {}) != null).isEqualTo(found);
    } catch (Flaw flaw) {
      assertThat(flaw.getMessage()).isNotBlank();
    }
    assertThat(Duration.ofNanos(nanos() - start)).isLessThan(BOUND);
  }

  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
