package org.perfectstorm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AgentOptionsTest {
  private static String servers(Map<String, String> environment, String... words) {
    AgentOptions options = new AgentOptions();
    new CommandLine(options).parseArgs(words);
    return options.stormd(environment).toString();
  }

  @Test
  void stormdMayBeSeveral() {
    Map<String, String> environment = Map.of("STORMD_HOST", "a, b:1");
    assertThat(servers(Map.of())).isEqualTo("127.0.0.1:28482");
    assertThat(servers(environment)).isEqualTo("a:28482,b:1");
    assertThat(servers(environment, "-C", "c")).isEqualTo("c:28482");
    assertThat(servers(environment, "-C", "c:1,d")).isEqualTo("c:1,d:28482");
  }

  @Test
  void whatIsWrongWithTheAddressesIsSaid() {
    assertThatThrownBy(() -> servers(Map.of(), "-C", "a:1,,b"))
        .hasMessage("-C: address 2 of \"a:1,,b\" is empty");
    assertThatThrownBy(() -> servers(Map.of("STORMD_HOST", "a,b:x")))
        .hasMessageStartingWith("STORMD_HOST: not an address (HOST or HOST:PORT): \"b:x\"");
  }
}
