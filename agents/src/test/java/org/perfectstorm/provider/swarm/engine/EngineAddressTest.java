package org.perfectstorm.provider.swarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {
  @ParameterizedTest
  @CsvSource({
    "unix:///var/run/docker.sock, unix:///var/run/docker.sock",
    "tcp://manager:2376, tcp://manager:2376",
    "tcp://manager, tcp://manager:2375",
    "tcp://manager/, tcp://manager:2375",
    "http://10.0.0.1:80, tcp://10.0.0.1:80",
    "10.0.0.1, tcp://10.0.0.1:2375",
    "manager-1.example.org:1234, tcp://manager-1.example.org:1234",
    "[::1]:2375, tcp://[::1]:2375",
    "::1, tcp://[::1]:2375",
    "tcp://[fe80::1], tcp://[fe80::1]:2375",
  })
  void reads(String text, String address) {
    assertThat(EngineAddress.parse(text)).hasToString(address);
    assertThat(EngineAddress.parse(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unix://relative.sock",
        "https://manager",
        "ssh://root@manager",
        "tcp://user:secret@manager",
        "manager:port",
        "manager:0",
        "manager:70000",
        "manager/v1.41",
        "a b",
      })
  void refuses(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the address of a Docker Engine: \"" + text + "\": ");
  }
}
