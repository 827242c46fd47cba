package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "storm, storm, 28482",
    "storm:80, storm, 80",
    "10.0.0.1:1, 10.0.0.1, 1",
    "::1, ::1, 28482",
    "[::1], ::1, 28482",
    "[fe80::1]:65535, fe80::1, 65535",
    "http://storm, storm, 28482",
    "http://storm:81/, storm, 81",
    "HTTP://[::1]:82, ::1, 82",
    "' storm:83 ', storm, 83",
  })
  void reads(String text, String host, int port) {
    assertThat(Address.parse(text)).isEqualTo(new Address(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:",
        "a:0",
        "a:65536",
        "a:99999999999999",
        "a:b",
        "a:-1",
        "[::1",
        "[::1]80",
        "https://a",
        "a/b",
        "http://a/v1",
        "u@a",
        "a b",
        "a?x"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void isWrittenAsInAHostHeader() {
    assertThat(Address.parse("::1")).hasToString("[::1]:28482");
    assertThat(Address.DEFAULT).hasToString("127.0.0.1:28482");
  }
}
