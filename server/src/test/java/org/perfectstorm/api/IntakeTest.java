package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final Intake intake = new Intake(300_000, 500_000);

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aBodyIsReadWholeWhetherItsLengthIsToldOrNot() throws IOException {
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000, 300_000}) {
      byte[] sent = bytes(size);
      for (long told : new long[] {-1, size, Math.min(300_000, size + 5)}) {
        try (Intake.Body body = intake.new Body()) {
          assertThat(body.read(new ByteArrayInputStream(sent), told)).isEqualTo(sent);
        }
      }
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    for (long told : new long[] {-1, 300_001, 10}) {
      Problem problem = refused(300_001, told);
      assertThat(problem.status()).isEqualTo(413);
    }
  }

  @Test
  void bodiesThatTakeTooMuchTogetherMustWait() throws IOException {
    try (Intake.Body first = intake.new Body()) {
      first.read(new ByteArrayInputStream(bytes(300_000)), 300_000);
      assertThat(refused(300_000, 300_000).status()).isEqualTo(503);
      try (Intake.Body small = intake.new Body()) {
        small.read(new ByteArrayInputStream(bytes(1_000)), 1_000);
      }
    }
    try (Intake.Body again = intake.new Body()) {
      again.read(new ByteArrayInputStream(bytes(300_000)), 300_000);
    }
  }

  private Problem refused(int size, long told) {
    return catchThrowableOfType(
        Problem.class,
        () -> {
          try (Intake.Body body = intake.new Body()) {
            body.read(new ByteArrayInputStream(bytes(size)), told);
          }
        });
  }
}
