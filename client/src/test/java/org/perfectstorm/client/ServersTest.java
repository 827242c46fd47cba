package org.perfectstorm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersTest {
  @Test
  void areReadInTheirOrder() {
    Servers servers = Servers.parse("b:1, a , http://c:2/,[::1]:3");
    assertThat(servers).hasToString("b:1,a:28482,c:2,[::1]:3");
    assertThat(Servers.parse(servers.toString()).addresses()).isEqualTo(servers.addresses());
    assertThat(servers.address()).isEqualTo(new Address("b", 1));
    assertThat(servers.areSeveral()).isTrue();
    assertThat(Servers.parse(" one ").areSeveral()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:1,,b|address 2 of \"a:1,,b\" is empty",
        ",a|address 1 of \",a\" is empty",
        "a,b,|address 3 of \"a,b,\" is empty",
        "a,b:x|not an address (HOST or HOST:PORT): \"b:x\": the port must be a number from 1 to"
            + " 65535",
        "a,b,a:28482|\"a,b,a:28482\": a:28482 is named twice",
        "a b|not an address (HOST or HOST:PORT): \"a b\": a host has no ' '",
      })
  void whatIsWrongWithAListIsSaid(String text, String message) {
    assertThatThrownBy(() -> Servers.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
