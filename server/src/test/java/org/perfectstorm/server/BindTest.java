package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindTest {
  @Test
  void readsNamesAddressesAndPorts() {
    assertThat(Bind.parse("localhost", 1)).containsExactly(new Bind("localhost", 1));
    assertThat(Bind.parse("0.0.0.0:80", 1)).containsExactly(new Bind("0.0.0.0", 80));
    assertThat(Bind.parse("::1", 1)).containsExactly(new Bind("::1", 1));
    assertThat(Bind.parse("[::1]", 1)).containsExactly(new Bind("::1", 1));
    assertThat(Bind.parse("[fe80::1]:0", 1)).containsExactly(new Bind("fe80::1", 0));
    assertThat(Bind.parse(" a:2, b  c:3 ", 1))
        .isEqualTo(List.of(new Bind("a", 2), new Bind("b", 1), new Bind("c", 3)));
  }

  @Test
  void isPrintedAsAnAddressThatCanBeRead() {
    assertThat(new Bind("::1", 2).url()).isEqualTo("http://[::1]:2");
    assertThat(new Bind("127.0.0.1", 2).url()).isEqualTo("http://127.0.0.1:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":80", "a:", "a:b", "a:65536", "a:-1", "[::1", "http://a", "[]:1"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Bind.parse(text, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
