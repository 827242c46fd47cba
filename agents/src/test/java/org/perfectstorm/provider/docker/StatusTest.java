package org.perfectstorm.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

class StatusTest {
  @ParameterizedTest
  @CsvSource({
    "'Status: running', running, unknown",
    "'Status: running, Health: {Status: starting}', starting, unknown",
    "'Status: running, Health: {Status: healthy}', running, healthy",
    "'Status: running, Health: {Status: unhealthy}', running, unhealthy",
    "'Status: running, Health: {Status: none}', running, unknown",
    "'Status: running, Health: {Status: \"\"}', running, unknown",
    "'Status: paused, Health: {Status: healthy}', stopped, unknown",
    "'Status: restarting, ExitCode: 1', starting, unknown",
    "'Status: created, ExitCode: 0, Error: \"\"', created, unknown",
    "'Status: created, ExitCode: 128, Error: port is taken', error, unknown",
    "'Status: exited, ExitCode: 0', stopped, unknown",
    "'Status: exited, ExitCode: 130', stopped, unknown",
    "'Status: exited, ExitCode: 137', stopped, unknown",
    "'Status: exited, ExitCode: 143, Health: {Status: unhealthy}', stopped, unknown",
    "'Status: exited, ExitCode: 137, OOMKilled: true', error, unknown",
    "'Status: exited, ExitCode: 1', error, unknown",
    "'Status: exited, ExitCode: 0, Error: no such program', error, unknown",
    "'Status: exited', stopped, unknown",
    "'Status: removing', removing, unknown",
    "'Status: dead', error, unknown",
    // Podman's own.
    "'Status: configured', created, unknown",
    "'Status: initialized', created, unknown",
    "'Status: stopping', stopping, unknown",
    "'Status: stopped, ExitCode: 0', stopped, unknown",
    "'Status: levitating', unknown, unknown",
    "'Status: null', unknown, unknown",
    "'', unknown, unknown",
  })
  void ofAContainer(String yaml, String status, String health) {
    Doc state = (Doc) Yaml.read("state", "{" + yaml + "}").getFirst().value();
    assertThat(Status.of(state)).isEqualTo(status);
    assertThat(Status.health(state)).isEqualTo(health);
  }

  @Test
  void aStateThatIsNoneIsUnknown() {
    assertThat(Status.of(Json.readDoc("{\"Status\":7}"))).isEqualTo("unknown");
  }

  @Test
  void ofAProject() {
    assertThat(Status.ofAll(List.of("stopped", "running", "error"))).isEqualTo("running");
    assertThat(Status.ofAll(List.of("stopped", "starting"))).isEqualTo("starting");
    assertThat(Status.ofAll(List.of("stopped", "error"))).isEqualTo("error");
    assertThat(Status.ofAll(List.of("stopped", "created"))).isEqualTo("stopped");
    assertThat(Status.ofAll(List.of())).isEqualTo("stopped");
    assertThat(Status.healthOfAll(List.of("healthy", "unhealthy"))).isEqualTo("unhealthy");
    assertThat(Status.healthOfAll(List.of("healthy", "unknown"))).isEqualTo("healthy");
    assertThat(Status.healthOfAll(List.of())).isEqualTo("unknown");
  }
}
