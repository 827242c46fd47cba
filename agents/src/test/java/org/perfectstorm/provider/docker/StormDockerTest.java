package org.perfectstorm.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The options; what the program does with an engine, the system tests try with a real one. */
@Timeout(60)
class StormDockerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-H unix:///a -H unix:///b | one storm-docker looks after one engine",
        "-H /a/b | -H: not the address of a Docker Engine",
        "--name= | --name: expected a name",
        "--interval 0 | --interval: expected seconds from 0.1 to 3600, got 0.0",
        "-C there:port | -C: ",
        "--read-only | --read-only and --allow say what -p may run; there is no -p",
        "-p --docker /no/such/docker | there is no program /no/such/docker (--docker)",
        "-p --jobs 0 | --jobs: expected a number from 1 to 1000, got 0",
        "-p --job-timeout soon | --job-timeout: expected a time like 90s or 2h, got soon",
        "-p --allow docker | --allow: \"docker\": commands stand without the word docker",
        "-l | Unknown option: '-l'",
      })
  void whatCannotBeIsSaidBeforeAnythingBegins(String words, String message) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new StormDocker()).setErr(new PrintWriter(err));
    assertThat(line.execute(words.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void theHelpHasExamples() {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new StormDocker()).setOut(new PrintWriter(out));
    assertThat(line.execute("--help")).isZero();
    assertThat(out.toString())
        .contains("Examples:\n  storm-docker\n", "podman.sock", "--with-swarm");
  }
}
