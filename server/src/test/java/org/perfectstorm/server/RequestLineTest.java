package org.perfectstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLineTest {
  @Test
  void whatClientsSendStaysOnOneLineWithoutControls() {
    assertThat(RequestLine.printable("/v1/groups?q={\"a\":1}")).isEqualTo("/v1/groups?q={\"a\":1}");
    assertThat(RequestLine.printable("/a\n200 GET /b\u001b[31m\u009b\u202e"))
        .isEqualTo("/a\\u000a200\\u0020GET\\u0020/b\\u001b[31m\\u009b\\u202e");
    assertThat(RequestLine.printable(null)).isEqualTo("-");
  }

  @Test
  void longTextsAreCut() {
    assertThat(RequestLine.printable("/".repeat(1000))).hasSize(303).endsWith("...");
  }
}
