package org.perfectstorm.provider.swarm.labels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlappingTest {
  private final Flapping flapping = new Flapping();

  @Test
  void changesOfOneLabelInAShortTimeMakeItRest() {
    for (int i = 1; i < Flapping.MOST; i++) {
      assertThat(flapping.changed("s", "a", i)).isFalse();
      assertThat(flapping.changed("s", "other " + i, i)).isFalse();
      assertThat(flapping.changed("other " + i, "a", i)).isFalse();
    }
    assertThat(flapping.mayChange("s", "a", 9)).isTrue();
    assertThat(flapping.changed("s", "a", 10)).isTrue();
    assertThat(flapping.mayChange("s", "a", 11)).isFalse();
    assertThat(flapping.mayChange("s", "b", 11)).isTrue();
    long rested = 10 + Flapping.REST.toNanos();
    assertThat(flapping.mayChange("s", "a", rested - 1)).isFalse();
    assertThat(flapping.mayChange("s", "a", rested)).isTrue();
    assertThat(flapping.changed("s", "a", rested)).isFalse();
  }

  @Test
  void slowChangesAreNoFlapping() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      assertThat(flapping.changed("s", "a", now)).isFalse();
      now += Flapping.WITHIN.toNanos() / 4;
    }
    assertThat(flapping.mayChange("s", "a", now)).isTrue();
  }
}
