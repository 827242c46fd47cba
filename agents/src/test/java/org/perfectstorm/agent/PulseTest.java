package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
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

  /** Who lists once an hour must not be taken for dead. */
  @Test
  void isFeltDuringALongRest() throws Exception {
    Path file = folder.resolve("pulse");
    Bell bell = new Bell();
    Pulse pulse = new Pulse(file, Duration.ofMillis(20));
    Thread resting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    assertThat(pulse.rest(bell, Duration.ofHours(1))).isTrue();
                    Files.createFile(folder.resolve("rang"));
                  } catch (InterruptedException | IOException e) {
                    throw new AssertionError(e);
                  }
                });
    for (int i = 0; i < 3; i++) {
      eventually(() -> assertThat(file).exists());
      Files.delete(file);
    }
    bell.ring();
    resting.join();
    assertThat(folder.resolve("rang")).exists();
    assertThat(pulse.rest(bell, Duration.ofMillis(50))).as("nobody rings").isFalse();
  }

  @Test
  void doesNoHarmWhereItCannotBeKept() {
    new Pulse(folder.resolve("no/such/folder")).beat();
    new Pulse(null).beat();
  }
}
