package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Procedures run from the command line: output, outcome, cancelling, following. */
class JobsTest extends WithAgent {
  @Test
  void outputComesAsItIsMade() throws Exception {
    String[] id = {null};
    agent(
        (job, whole) -> {
          id[0] = job;
          log(job, whole.text("content") + "\nPulling\n");
        });
    shell.watched = true;
    Thread exec = begin("procedure", "exec", "plain", "--target", "default");
    await("on default\nPulling\n");
    assertThat(exec.isAlive()).isTrue();
    log(id[0], "Ünï\n");
    await("on default\nPulling\nÜnï\n");
    end(id[0], "complete", Doc.of("outputs", Arr.of("not said twice")));
    join(exec);
    assertThat(shell.exitCode).isZero();
    assertThat(shell.out()).isEqualTo("on default\nPulling\nÜnï\n");
    assertThat(shell.err().lines().map(line -> line.replace(id[0], "ID")).toList())
        .contains("ID runs on swarm-x")
        .last()
        .asString()
        .matches("ID is done after \\d+\\.\\d s");
    assertThat(client.list(Kind.JOB)).isEmpty();
  }

  @Test
  void theOutcomeIsTheExitCode() throws Exception {
    Doc[] result = {null};
    String[] output = {null};
    agent(
        (id, job) -> {
          if (output[0] != null) {
            log(id, output[0]);
          }
          end(
              id,
              result[0] == null ? "complete" : "fail",
              result[0] == null ? Doc.of("outputs", Arr.of("a", "b\n")) : result[0]);
        });
    assertThat(shell.run("procedure", "exec", "plain", "-t", "default", "-k")).isEqualTo("a\nb\n");
    String kept = shell.run("job", "ls", "-q").strip();
    assertThat(shell.run("job", "logs", kept)).isEqualTo("a\nb\n");
    assertThat(shell.run("job", "logs", "-f", kept)).isEqualTo("a\nb\n");
    assertThat(shell.run("job", "wait", kept)).isEmpty();

    result[0] = Doc.of("error", "exit code 3", "outputs", Arr.of("no such image"));
    assertThat(shell.run("procedure", "exec", "plain", "-t", "default"))
        .matches("no such image\nstormctl: job job-.{22} failed: exit code 3\n");
    assertThat(shell.exitCode).isEqualTo(1);
    result[0] = Doc.of("error", "timed out after 300 s");
    shell.run("procedure", "exec", "plain", "-t", "default");
    assertThat(shell.exitCode).isEqualTo(124);
    result[0] = Doc.of("error", "cancelled");
    shell.run("procedure", "exec", "plain", "-t", "default");
    assertThat(shell.exitCode).isEqualTo(130);
    assertThat(client.list(Kind.JOB)).as("those not kept").hasSize(1);
    output[0] = "no newline";
    assertThat(shell.run("procedure", "exec", "plain", "-t", "default"))
        .matches("no newline\nstormctl: job job-.{22} failed: cancelled\n");
  }

  @Test
  void aDetachedJobIsCancelledAndRunAgain() throws Exception {
    String id = shell.run("procedure", "exec", "plain", "-t", "default", "-d").strip();
    assertThat(id).matches("job-.{22}");
    assertThat(shell.run("job", "ls").lines().map(String::stripTrailing).toList())
        .containsExactly("ID                           STATUS", id + "   pending");
    assertThat(
            shell.run("job", "ls", "--long").lines().map(String::stripTrailing).toList().getLast())
        .matches(
            id
                + "   pending   swarm   plain       default          "
                + " \\d{4}-.*T\\d\\d:\\d\\d:\\d\\d");
    assertThat(shell.run("job", "wait", id, "--timeout", "200ms"))
        .isEqualTo("stormctl: job " + id + " has not ended after 0.2 s\n");
    assertThat(shell.exitCode).isEqualTo(124);
    assertThat(shell.run("job", "cancel", id)).isEmpty();
    assertThat(shell.run("job", "wait", id))
        .isEqualTo("stormctl: job " + id + " failed: cancelled\n");
    assertThat(shell.exitCode).isEqualTo(130);
    assertThat(shell.run("job", "cancel", id, "job-nosuch"))
        .contains("stormctl: job " + id + ": ")
        .contains("no job job-nosuch");

    agent((job, whole) -> end(job, "complete", Doc.EMPTY));
    assertThat(shell.run("job", "retry", id)).isEmpty();
    assertThat(shell.exitCode).isZero();
    assertThat(shell.run("job", "ls", "--status", "done", "-q")).hasLineCount(1);
    assertThat(shell.run("job", "rm", id, "job-nosuch")).contains("no job job-nosuch");
    assertThat(shell.run("job", "ls", "-q")).hasLineCount(1).doesNotContain(id);
  }

  @Test
  void aJobThatNobodyTakesIsGivenUpAndSaysWhy() {
    client.put(
        Kind.AGENT, "swarm-x", Doc.of("type", "swarm", "name", "swarm-x", "status", "offline"));
    assertThat(shell.run("procedure", "exec", "plain", "-t", "default", "--timeout", "6s").lines())
        .map(line -> line.replaceAll("job-\\w{22}", "ID"))
        .containsExactly(
            "stormctl: ID waits: no agent of type swarm is online",
            "stormctl: job ID waited for an agent for 6 s: cancelled");
    assertThat(shell.exitCode).isEqualTo(124);
    assertThat(client.list(Kind.JOB)).isEmpty();
  }

  @Test
  void aBreakOfTheConnectionLosesNoOutput() throws Exception {
    // Between stormctl and stormd stands something that breaks connections.
    try (Breaker breaker = new Breaker(stormd.address())) {
      shell = new Shell(breaker.address());
      String[] id = {null};
      agent(
          (job, whole) -> {
            id[0] = job;
            log(job, "one\n");
          });
      Thread exec = begin("procedure", "exec", "plain", "-t", "default");
      await("one\n");
      breaker.cut();
      log(id[0], "two\n");
      await("one\ntwo\n");
      log(id[0], "three\n");
      end(id[0], "complete", Doc.EMPTY);
      join(exec);
      assertThat(shell.out()).isEqualTo("one\ntwo\nthree\n");
      assertThat(shell.err()).contains("does not answer").contains("connected to");
      assertThat(shell.exitCode).isZero();
    }
  }
}
