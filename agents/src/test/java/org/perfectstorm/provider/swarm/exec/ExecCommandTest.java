package org.perfectstorm.provider.swarm.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.provider.swarm.exec.ExecCommand.Which;

class ExecCommandTest {
  @Test
  void optionsOfDockerExecArePassedOn() {
    ExecCommand command =
        read("service exec -d -e A=1 --env=B=x -eC -u 0:0 -w /tmp --privileged web.1 ls -l --all");
    assertThat(command.dockerExec("c1"))
        .containsExactly(
            "exec",
            "--detach",
            "--env=A=1",
            "--env=B=x",
            "--env=C",
            "--user=0:0",
            "--workdir=/tmp",
            "--privileged",
            "c1",
            "ls",
            "-l",
            "--all");
    assertThat(command.target()).isEqualTo("web.1");
    assertThat(command.which()).isEqualTo(Which.ONE);
  }

  @Test
  void wordsOfTheCommandStayAsTheyAre() {
    List<String> words =
        List.of("service", "exec", "web", "sh", "-c", "kill 1", "@file", "", "${HOME}", "\"q\"");
    assertThat(ExecCommand.read(words).command())
        .containsExactlyElementsOf(words.subList(3, words.size()));
  }

  @Test
  void groupsHaveNoTarget() {
    assertThat(read("service exec --group web --all id -u"))
        .isEqualTo(new ExecCommand(List.of(), "web", null, Which.ALL, List.of("id", "-u")));
    assertThat(read("service exec --any --group web id").which()).isEqualTo(Which.ANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service exec",
        "service exec web",
        "service exec --group web",
        "service exec --any --all web ls",
        "service exec -it web sh",
        "service exec --env-file x web ls",
        "service exec -u",
      })
  void whatIsMissingOrUnknownIsSaid(String line) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("service exec: ")
        .hasMessageEndingWith("TASK|SERVICE|--group GROUP COMMAND...");
  }

  @Test
  void onlyServiceExecIsOurs() {
    assertThat(ExecCommand.is(List.of("service", "exec"))).isTrue();
    assertThat(ExecCommand.is(List.of("service", "ls"))).isFalse();
    assertThat(ExecCommand.is(List.of("exec", "service"))).isFalse();
    assertThat(ExecCommand.is(List.of("service"))).isFalse();
  }

  private static ExecCommand read(String line) {
    return ExecCommand.read(Arrays.asList(line.split(" ")));
  }
}
