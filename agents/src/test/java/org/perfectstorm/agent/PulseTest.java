package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseTest {
  @TempDir Path folder;

  @Test
  void isFeltForThreeMinutesAfterTheLastRound() {
    Path file = folder.resolve("pulse");
    assertThat(Pulse.isLately(file, Instant.now())).isFalse();
    Pulse pulse = new Pulse(file);
    pulse.beat();
    pulse.beat();
    assertThat(Pulse.isLately(file, Instant.now())).isTrue();
    assertThat(Pulse.isLately(file, Instant.now().plus(Duration.ofMinutes(4)))).isFalse();
  }

  @Test
  void doesNoHarmWhereItCannotBeKept() {
    new Pulse(folder.resolve("no/such/folder")).beat();
    new Pulse(null).beat();
  }
}
