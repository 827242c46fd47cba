package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.41, 1.12, 1.41", // Docker 20.10
    "1.51, 1.24, 1.51", // Docker 28
    "1.52, 1.44, 1.51", // Docker 29
    "1.99, 1.60, 1.60", // one that has given up all that we know
    "2.3, 2.0, 2.0",
    "1.24, 1.12, 1.24",
    "1.30, , 1.30",
  })
  void agrees(String newest, String oldest, String agreed) throws EngineException {
    assertThat(ApiVersion.between(ApiVersion.parse(newest), ApiVersion.parse(oldest)))
        .hasToString(agreed);
  }

  @Test
  void refusesAnEngineFromBeforeSwarm() {
    assertThatThrownBy(() -> ApiVersion.between(new ApiVersion(1, 23), null))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("1.23");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", "v1.41", "1.41.0", "99999.1", "one.two"})
  void readsNothingElse(String text) {
    assertThat(ApiVersion.parse(text)).isNull();
  }
}
