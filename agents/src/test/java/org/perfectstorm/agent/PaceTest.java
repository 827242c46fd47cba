package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(Duration.ofSeconds(1));

  @Test
  void keepsTheIntervalWhileListingIsCheap() {
    took(5, 100);
    assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.settle()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void restsNineTimesAsLongAsACostlyListingTook() {
    took(300, 400);
    assertThat(pace.rest()).isEqualTo(Duration.ofMillis(2700));
    assertThat(pace.settle()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void oneHiccupChangesNothing() {
    took(10, 9_000);
    assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void neverRestsForMinutes() {
    took(60_000, 60_000);
    assertThat(pace.rest()).isEqualTo(Pace.LONGEST);
  }

  @Test
  void backoffDoublesUpToItsCapAndBeginsAnewAfterASuccess() {
    Backoff backoff = new Backoff(Duration.ofSeconds(10), new Random(1));
    long[] expected = {500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000};
    for (long around : expected) {
      assertThat(backoff.next().toMillis()).isBetween(around * 3 / 4, around * 5 / 4);
    }
    backoff.reset();
    assertThat(backoff.next().toMillis()).isBetween(375L, 625L);
  }

  private void took(long... millis) {
    for (long each : millis) {
      pace.took(Duration.ofMillis(each));
    }
  }
}
