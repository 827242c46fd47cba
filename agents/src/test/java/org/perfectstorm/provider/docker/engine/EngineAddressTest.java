package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
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
    "ssh://manager, ssh://manager",
    "ssh://root@manager:2222/, ssh://root@manager:2222",
  })
  void reads(String text, String address) {
    assertThat(EngineAddress.parse(text)).hasToString(address);
    assertThat(EngineAddress.parse(address)).hasToString(address);
  }

  @Test
  void sshIsToldWhereToGoAndToAskNobody() {
    assertThat(((EngineAddress.Ssh) EngineAddress.parse("ssh://me@manager:22")).command())
        .startsWith("ssh", "-o", "BatchMode=yes")
        .contains("ServerAliveInterval=15")
        .endsWith("-l", "me", "-p", "22", "--", "manager", "docker", "system", "dial-stdio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unix://relative.sock",
        "https://manager",
        "ssh://",
        "ssh://root:secret@manager",
        "ssh://-oProxyCommand=evil@manager",
        "ssh://manager/path",
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
