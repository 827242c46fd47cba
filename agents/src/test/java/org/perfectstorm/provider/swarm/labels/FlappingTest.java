package org.perfectstorm.provider.swarm.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlappingTest {
  private final Flapping flapping = new Flapping();

  @Test
  void changesOfOneLabelInAShortTimeMakeItRest() {
    for (int i = 1; i < Flapping.MOST; i++) {
      assertThat(flapping.changed("s", "a", i)).isNull();
      assertThat(flapping.changed("s", "other " + i, i)).isNull();
      assertThat(flapping.changed("other " + i, "a", i)).isNull();
    }
    assertThat(flapping.mayChange("s", "a", 9)).isTrue();
    assertThat(flapping.changed("s", "a", 10)).isEqualTo(Flapping.FIRST_REST);
    assertThat(flapping.mayChange("s", "a", 11)).isFalse();
    assertThat(flapping.mayChange("s", "b", 11)).isTrue();
    long rested = 10 + Flapping.FIRST_REST.toNanos();
    flapping.tidy(rested - 1);
    assertThat(flapping.mayChange("s", "a", rested - 1)).isFalse();
    assertThat(flapping.mayChange("s", "a", rested)).isTrue();
    assertThat(flapping.changed("s", "a", rested)).isNull();
  }

  @Test
  void whoDoesNotComeToRestRestsLongerEachTime() {
    long now = 0;
    for (long minutes : new long[] {5, 10, 20, 40, 60, 60}) {
      assertThat(flaps(now)).isEqualTo(Duration.ofMinutes(minutes));
      now += Duration.ofMinutes(minutes + 1).toNanos();
      flapping.tidy(now);
    }
    now += Flapping.LONGEST_REST.toNanos();
    flapping.tidy(now);
    assertThat(flaps(now)).as("it was calm for long").isEqualTo(Flapping.FIRST_REST);
  }

  private Duration flaps(long now) {
    for (int i = 1; i < Flapping.MOST; i++) {
      assertThat(flapping.changed("s", "a", now)).isNull();
    }
    return flapping.changed("s", "a", now);
  }

  @Test
  void slowChangesAreNoFlapping() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      assertThat(flapping.changed("s", "a", now)).isNull();
      now += Flapping.WITHIN.toNanos() / 4;
    }
    assertThat(flapping.mayChange("s", "a", now)).isTrue();
  }
}
