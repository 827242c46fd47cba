package org.perfectstorm.provider.docker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "service ls -q",
        "service inspect web",
        "service logs --tail 3 web",
        "node ps self",
        "ps -a",
        "stack services blog",
        "secret ls",
        "version"
      })
  void readingIsAllowedWhereNothingMayChange(String command) {
    assertThat(objection(Allowance.of(true, List.of()), command)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service scale web=3",
        "service",
        "ls",
        "service lsx",
        "node update --availability drain n",
        "run nginx",
        "exec c sh",
        "service exec web sh",
        "system prune -f",
        "swarm join-token worker",
        "stack config -c /etc/passwd",
        "--host tcp://elsewhere service ls",
        "-c other ps",
        "SERVICE ls",
        "'service ls'"
      })
  void allElseIsRefusedWhereNothingMayChange(String command) {
    assertThat(objection(Allowance.of(true, List.of()), command))
        .endsWith("this agent only runs what changes nothing (--read-only)");
  }

  @Test
  void prefixesAreComparedWordByWord() {
    Allowance some = Allowance.of(false, List.of("service scale", "node  ls"));
    assertThat(objection(some, "service scale web=3")).isNull();
    assertThat(objection(some, "node ls")).isNull();
    for (String refused :
        List.of("service", "service scaled", "service rm web", "node", "-D service scale web=3")) {
      assertThat(objection(some, refused))
          .startsWith("command 1 (")
          .endsWith("this agent only runs service scale, node ls (--allow)");
    }
  }

  @Test
  void bothLimitsHold() {
    Allowance both = Allowance.of(true, List.of("service"));
    assertThat(objection(both, "service ls")).isNull();
    assertThat(objection(both, "service rm web")).contains("--read-only");
    assertThat(objection(both, "node ls")).contains("--allow");
  }

  @Test
  void withoutALimitAllIsAllowed() {
    assertThat(objection(Allowance.ALL, "swarm leave --force")).isNull();
  }

  @Test
  void anObjectionNamesTheFirstCommandThatIsRefusedAndNothingThatMayBeSecret() {
    assertThat(
            Allowance.of(true, List.of())
                .objection(
                    List.of(
                        List.of("service", "ls"),
                        List.of("service", "create", "-e", "PASSWORD=hunter2", "web"))))
        .startsWith("command 2 (service create) is not allowed here: ")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "''", "docker service ls", "service 'scale"})
  void aPrefixIsTheBeginningOfACommand(String prefix) {
    assertThatThrownBy(() -> Allowance.of(false, List.of(prefix)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String objection(Allowance allowance, String command) {
    return allowance.objection(List.of(ShellWords.of(command)));
  }
}
