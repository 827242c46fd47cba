package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

  @Test
  void isWhereTheDefaultRouteLeads() throws IOException {
    assertThat(
            Gateway.address(
                List.of(
                    HEAD,
                    "eth1\t0000120A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
                    "eth2\t00000000\t010012AC\t0003\t0\t0\t0\t00000000\t0\t0\t0")))
        .isEqualTo("172.18.0.1");
  }

  @Test
  void mayBeMissing() {
    for (List<String> routes : List.of(List.<String>of(), List.of(HEAD))) {
      assertThatThrownBy(() -> Gateway.address(routes)).hasMessageContaining("no default route");
    }
  }
}
