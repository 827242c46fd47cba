package org.perfectstorm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void numbersAreSecondsAndTextsHaveUnits() {
    assertThat(Durations.read(90)).isEqualTo(Duration.ofSeconds(90));
    assertThat(Durations.read(0.5)).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.read("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Durations.read(" 90s ")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Durations.read("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.read("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Durations.read("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Durations.read("1.5h")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Durations.read("30d")).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void whatIsNoLengthOfTimeIsNone() {
    List<Object> wrong =
        Arrays.asList(
            null,
            true,
            "",
            "s",
            "5 m",
            "m5",
            "5M",
            "1e3",
            "-5s",
            "0s",
            "5m3",
            "99999d",
            -1,
            0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1e300,
            1e-12,
            "9".repeat(50),
            "٣s",
            List.of(5));
    for (Object value : wrong) {
      assertThat(Durations.read(value)).as("%s", value).isNull();
    }
  }

  @Test
  void messagesSaySeconds() {
    assertThat(Durations.text(Duration.ofMinutes(5))).isEqualTo("300 s");
    assertThat(Durations.text(Duration.ofMillis(500))).isEqualTo("0.5 s");
  }
}
