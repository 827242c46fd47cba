package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.perfectstorm.client.Change;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** What procedures are given: parameters, secrets, and a preview of what they make of them. */
class ParametersTest extends WithAgent {
  @Test
  void whatIsMissingIsSaidAllAtOnce() {
    assertThat(shell.run("procedure", "exec", "mysql", "-t", "default"))
        .isEqualTo(
            """
            stormctl: procedure mysql:
              these parameters are not given: NAME, PASSWORD (-p NAME=VALUE or --params-file)
            """);
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(shell.run("procedure", "exec", "mysql"))
        .startsWith("stormctl: run it on what? -t TARGET is missing");
    assertThat(shell.exitCode).isEqualTo(2);
    assertThat(shell.run("procedure", "exec", "plain", "-t", "nosuch"))
        .isEqualTo(
            "stormctl: procedure plain:\n  target: Document with id=nosuch does not exist.\n");
    assertThat(shell.run("procedure", "exec", "nosuch", "-t", "default"))
        .isEqualTo("stormctl: no procedure nosuch at " + stormd.address() + "\n");
    assertThat(client.list(Kind.JOB)).isEmpty();
  }

  @Test
  void secretsAreAskedForAndNeverShown() throws Exception {
    String secret = "s3cret-Ü";
    String[] content = {null};
    Consumer<String> check =
        printed -> {
          assertThat(printed).doesNotContain(secret);
          assertThat(content[0]).contains("PASSWORD=" + secret);
          content[0] = null;
        };
    agent(
        (id, job) -> {
          content[0] = job.text("content");
          log(id, "echo " + job.doc("params").text("PASSWORD") + "\n");
          end(id, "complete", Doc.EMPTY);
        });
    shell.terminal = true;
    shell.input = secret + "\n";
    check.accept(shell.run("procedure", "exec", "mysql", "-t", "default", "-p", "NAME=db", "-k"));
    assertThat(shell.err()).isEqualTo("PASSWORD: \n");
    assertThat(shell.echo.toString()).isEqualTo("off on ");
    assertThat(shell.out()).isEqualTo("echo ******\n");

    String id = shell.run("job", "ls", "-q").strip();
    assertThat(shell.run("job", "get", id)).contains("PASSWORD=******").doesNotContain(secret);
    shell.echo.setLength(0);
    check.accept(shell.run("job", "retry", id));
    assertThat(shell.echo.toString()).isEqualTo("off on ");
    shell.terminal = false;
    shell.input = "";
    Path params = folder.resolve("params.yaml");
    Files.writeString(params, "NAME: db\nPASSWORD: " + secret + "\n");
    check.accept(
        shell.run(
            "procedure", "exec", "mysql", "-t", "default", "--params-file", params.toString()));
    assertThat(shell.run("procedure", "exec", "mysql", "-t", "default", "-p", "PASSWORD"))
        .startsWith("stormctl: -p PASSWORD: it is secret, and there is no terminal");
    Files.writeString(params, "PASSWORD: !!binary " + secret + "\n");
    assertThat(
            shell.run(
                "procedure", "exec", "mysql", "-t", "default", "--params-file", params.toString()))
        .isEqualTo(
            "stormctl: --params-file: not as YAML that JSON could say: " + params + ":1:11\n");
    assertThat(shell.run("procedure", "exec", "mysql", "-t", "x", "-p", "PASSWORD=[" + secret))
        .doesNotContain(secret);
  }

  /** With the terminal of util-linux' {@code script}, as a person has it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecretThatIsTypedIsNotShown() throws Exception {
    String[] content = {null};
    agent(
        (id, job) -> {
          content[0] = job.text("content");
          end(id, "complete", Doc.EMPTY);
        });
    String words =
        String.join(
            " ",
            RealStormd.program(
                    "org.perfectstorm.cli.Stormctl",
                    "procedure",
                    "exec",
                    "mysql",
                    "-t",
                    "default",
                    "-p",
                    "NAME=db",
                    "-p",
                    "PASSWORD")
                .command());
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", words, "/dev/null");
    builder.environment().put("STORMD_HOST", stormd.address());
    Process process = builder.redirectErrorStream(true).start();
    StringBuilder shown = new StringBuilder();
    try (Writer keyboard = process.outputWriter();
        Reader screen = process.inputReader()) {
      for (int c = screen.read(); c >= 0; c = screen.read()) {
        shown.append((char) c);
        if (shown.toString().endsWith("PASSWORD: ")) {
          keyboard.write("typed-secret\n");
          keyboard.flush();
        }
      }
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(shown.toString()).contains("PASSWORD: ").doesNotContain("typed-secret");
    assertThat(process.exitValue()).as(shown.toString()).isZero();
    assertThat(content[0]).contains("PASSWORD=typed-secret");
  }

  @Test
  void aPreviewTouchesNothing() {
    List<Change> before = client.lastEvents(1);
    assertThat(
            shell.run("procedure", "exec", "mysql", "-t", "default", "-p", "NAME=db", "--dry-run"))
        .matches(
            "(?s)- service create db -e PASSWORD=\\*{6}\nwould run on swarm-cluster default"
                + " \\(res-.{22}\\), by an agent of type swarm\n");
    assertThat(shell.out()).isEqualTo("- service create db -e PASSWORD=******\n");
    assertThat(
            shell.run(
                "procedure",
                "render",
                "mysql",
                "-t",
                "c1",
                "-p",
                "NAME=[1, {a: b}]",
                "-p",
                "PASSWORD",
                "-o",
                "verbose",
                "--output",
                "json"))
        .contains("\"content\": \"- service create [1, {'a': 'b'}] -e PASSWORD=******\"")
        .contains("\"verbose\": true");
    assertThat(shell.run("procedure", "render", "mysql", "-t", "c1", "-p", "NAME=1.30"))
        .startsWith("- service create 1.3 ")
        .contains("stormctl: -p NAME: 1.30 is the number 1.3; a text is -p NAME='\"1.30\"'\n");
    assertThat(shell.run("procedure", "render", "mysql", "-t", "c1", "-p", "NAME=\"1.30\""))
        .startsWith("- service create 1.30 ")
        .doesNotContain("number");
    assertThat(client.lastEvents(1)).isEqualTo(before);
    assertThat(shell.run("procedure", "render", "mysql", "-t", "c1"))
        .contains("these parameters are not given: NAME (");
  }
}
