package org.perfectstorm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2 hours ago, 2026-03-31T10:00:00Z",
    "1 hour ago, 2026-03-31T11:00:00Z",
    "90 minutes ago, 2026-03-31T10:30:00Z",
    "1h30m ago, 2026-03-31T10:30:00Z",
    "30s ago, 2026-03-31T11:59:30Z",
    "3 days ago, 2026-03-28T12:00:00Z",
    "1 Week Ago, 2026-03-24T12:00:00Z",
    "yesterday, 2026-03-30T12:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z",
    "2026-03-01t08:00:00.5z, 2026-03-01T08:00:00.5Z",
    "2026-03-01 08:00:00, 2026-03-01T08:00:00Z",
    "2026-03-01T08:00:00+02:00, 2026-03-01T06:00:00Z",
  })
  void dates(String text, String expected) {
    assertThat(PointInTime.parse(text, NOW)).isEqualTo(PointInTime.of(Instant.parse(expected)));
  }

  @Test
  void nowIsAfterAllEventsThoughTheClockWasPutBack() {
    assertThat(PointInTime.parse("now", NOW).isDate()).isFalse();
    assertThat(PointInTime.parse("now", NOW).event()).isGreaterThan(1_000_000_000_000L);
  }

  @Test
  void numbersOfEvents() {
    assertThat(PointInTime.parse(" 4711 ", NOW)).isEqualTo(PointInTime.of(4711));
    assertThat(PointInTime.parse("999999999999999999", NOW).isDate()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ago",
        "soon",
        "2 moons ago",
        "-5",
        "hours ago",
        "1e9",
        "2026-13-01",
        "2026-02-30",
        "9999999999999999999",
        "x ago",
        "12:00",
        "99999999999 years ago"
      })
  void nonsense(String text) {
    assertThat(PointInTime.parse(text, NOW)).isNull();
  }
}
