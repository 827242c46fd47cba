package org.perfectstorm.provider.docker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perfectstorm.agent.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.agent.Job;
import org.perfectstorm.agent.ProcedureException;
import org.perfectstorm.model.Masking;
import org.perfectstorm.value.Doc;

/** Real processes; the program in the place of docker's shows how it was called. */
@Timeout(30)
class DockerProceduresTest {
  @TempDir Path folder;
  private final StringBuilder output = new StringBuilder();
  private DockerProcedures procedures;

  @BeforeEach
  void program() throws IOException {
    Path docker = folder.resolve("docker");
    Files.writeString(
        docker,
        """
        #!/bin/sh
        cd '%s'
        case "$3" in
          show) for word; do printf '<%%s>' "$word"; done; echo; env | sort; wc -c ;;
          both) echo out; echo err >&2; echo out ;;
          exit) echo "leaving"; exit "$4" ;;
          slow) echo first; while ! [ -e go ]; do sleep 0.05; done; echo second ;;
          stubborn) trap '' TERM; sleep 300 & echo "$$ $!" > pids; wait ;;
          chatty) i=0; while [ $i -lt 50 ]; do echo waiting; i=$((i + 1)); done
            printf 'last words'; touch said; sleep 300 ;;
          holder) sleep 2 & echo "left one behind" ;;
          long) i=0; while [ $i -lt 20000 ]; do echo "line number $i"; i=$((i + 1)); done ;;
        esac
        """
            .formatted(folder));
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
    procedures =
        new DockerProcedures(new DockerCommand(docker, "unix:///var/run/some.sock"), Allowance.ALL);
  }

  @Test
  void commandsGetTheEngineTheirWordsAndNothingElse() throws Exception {
    Doc result = run("- show 'a b' $HOME ; rm\n- [show, '']");
    List<String> outputs = result.texts("outputs");
    assertThat(outputs).hasSize(2);
    assertThat(outputs.getFirst())
        .startsWith("<--host><unix:///var/run/some.sock><show><a b><$HOME><;><rm>\n")
        .contains("\nPATH=")
        .endsWith("\n0\n");
    assertThat(outputs.getLast()).startsWith("<--host><unix:///var/run/some.sock><show><>\n");
    assertThat(output()).isEqualTo(String.join("", outputs));
    List<String> names =
        outputs
            .getFirst()
            .lines()
            .filter(line -> line.matches("[A-Za-z_]+=.*"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();
    // The shell adds the last ones itself.
    assertThat(names)
        .allMatch(
            name ->
                name.matches(
                    "PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|XDG_.*|SSH_AUTH_SOCK|DOCKER_.*"
                        + "|(?i:https?_proxy|no_proxy)|PWD|OLDPWD|SHLVL|_"));
    assertThat(names).doesNotContain("DOCKER_HOST", "DOCKER_CONTEXT");
  }

  @Test
  void bothChannelsAreOneOutput() throws Exception {
    assertThat(run("- both").texts("outputs")).containsExactly("out\nerr\nout\n");
  }

  @Test
  void theFirstFailureIsTheLastCommand() {
    assertThatThrownBy(() -> run("- both\n- exit 3\n- both"))
        .isInstanceOfSatisfying(
            ProcedureException.class,
            e ->
                assertThat(e.result())
                    .hasToString("{\"outputs\":[\"out\\nerr\\nout\\n\",\"leaving\\n\"]}"));
    assertThat(output()).isEqualTo("out\nerr\nout\nleaving\n[docker exit: exit code 3]\n");
  }

  @Test
  void contentThatIsNoListOfCommandsFails() {
    assertThatThrownBy(() -> run("both"))
        .isInstanceOfSatisfying(
            ProcedureException.class,
            e ->
                assertThat(e.result().text("error"))
                    .startsWith("expected a YAML list of docker commands"));
  }

  @Test
  void nothingRunsIfOneCommandIsNotAllowed() {
    procedures =
        new DockerProcedures(
            new DockerCommand(folder.resolve("docker"), "unix:///x"),
            Allowance.of(false, List.of("both", "show a")));
    assertThatThrownBy(() -> run("- both\n- show b hunter2"))
        .isInstanceOfSatisfying(
            ProcedureException.class,
            e ->
                assertThat(e.result())
                    .hasToString(
                        "{\"error\":\"command 2 (show b) is not allowed here: this agent"
                            + " only runs both, show a (--allow)\"}"));
    assertThat(output()).isEmpty();
  }

  @Test
  void outputComesAsItIsPrinted() throws Exception {
    Thread running = Thread.ofPlatform().start(() -> tolerantly("- slow"));
    eventually(() -> assertThat(output()).isEqualTo("first\n"));
    Files.createFile(folder.resolve("go"));
    running.join();
    assertThat(output()).isEqualTo("first\nsecond\n");
  }

  @Test
  void anInterruptEndsTheCommandAndWhatItStarted() throws Exception {
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread running = Thread.ofPlatform().start(() -> thrown.set(tolerantly("- stubborn\n- both")));
    Path pids = folder.resolve("pids");
    eventually(() -> assertThat(pids).exists().isNotEmptyFile());
    String[] both = Files.readString(pids).strip().split(" ");
    running.interrupt();
    running.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    for (String pid : both) {
      eventually(
          () ->
              assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                  .isEmpty());
    }
    assertThat(output()).isEmpty();
  }

  @Test
  void whatWasOnlyCountedOrHalfALineIsSaidThoughTheCommandIsStopped() throws Exception {
    Thread running = Thread.ofPlatform().start(() -> tolerantly("- chatty"));
    eventually(() -> assertThat(folder.resolve("said")).exists());
    running.interrupt();
    running.join();
    assertThat(output())
        .isEqualTo("waiting\n".repeat(3) + "... (the same 47 times more)\nlast words");
  }

  @Test
  void whoHoldsTheOutputOpenIsNotWaitedFor() throws Exception {
    long began = System.nanoTime();
    assertThat(run("- holder").texts("outputs")).containsExactly("left one behind\n");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void ofLongOutputTheResultHasTheBeginningAndTheEnd() throws Exception {
    String shown = run("- long").texts("outputs").getFirst();
    assertThat(shown.length()).isLessThan((64 << 10) + 100);
    assertThat(shown).startsWith("line number 0\n").endsWith("line number 19999\n");
    int gone = output().length() - (64 << 10);
    assertThat(shown)
        .contains("\n[" + gone + " characters are left out here; the job's log has more]\n");
  }

  @Test
  void aProgramThatIsNotThereIsNoSecretsBetrayal() {
    procedures =
        new DockerProcedures(new DockerCommand(folder.resolve("none"), "unix:///x"), Allowance.ALL);
    assertThatThrownBy(() -> run("- login -p hunter2"))
        .isInstanceOfSatisfying(
            ProcedureException.class,
            e ->
                assertThat(e.result())
                    .hasToString("{\"error\":\"the docker command line cannot be started\"}"));
  }

  @Test
  void theProgramIsFoundAsAShellFindsIt() {
    assertThat(DockerCommand.find("docker", "/nowhere::" + folder))
        .isEqualTo(folder.resolve("docker"));
    assertThat(DockerCommand.find(folder + "/docker", null)).isEqualTo(folder.resolve("docker"));
    assertThat(DockerCommand.find("docker", null)).isNull();
    assertThat(DockerCommand.find("/nowhere/docker", "/bin")).isNull();
  }

  private synchronized void add(String text) {
    output.append(text);
  }

  private synchronized String output() {
    return output.toString();
  }

  private Exception tolerantly(String content) {
    try {
      run(content);
      return null;
    } catch (ProcedureException | InterruptedException e) {
      return e;
    }
  }

  private Doc run(String content) throws ProcedureException, InterruptedException {
    Masking nothing = Masking.of(Doc.EMPTY, List.of());
    return procedures.run(
        new Job("job-1", content, Doc.EMPTY, Duration.ofHours(1), nothing), this::add);
  }
}
