package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.client.Change;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.EventFeed;
import org.perfectstorm.client.Notice;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Procedures run from the command line, by a real stormd and an agent of this test. */
class JobsTest {
  @TempDir Path folder;
  private RealStormd stormd;
  private Client client;
  private Shell shell;
  private Thread agent;

  @BeforeEach
  void start() throws IOException {
    stormd = new RealStormd(folder.resolve("data"));
    stormd.seed();
    client = stormd.client();
    shell = new Shell(stormd.address());
    client.create(
        Kind.PROCEDURE,
        Doc.of(
            "type", "swarm",
            "name", "mysql",
            "content", "- service create {{ NAME }} -e PASSWORD={{ PASSWORD }}\n",
            "params", Doc.of("PASSWORD", Doc.of("secret", true))));
    client.create(
        Kind.PROCEDURE,
        Doc.of("type", "swarm", "name", "plain", "content", "on {{ target.names[0] }}"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (agent != null) {
      agent.interrupt();
      agent.join();
    }
    client.close();
    stormd.close();
  }

  /** What an agent does with a job that it has claimed. */
  private interface Work {
    void on(String id, Doc job) throws InterruptedException;
  }

  private void agent(Work work) throws InterruptedException {
    CountDownLatch listens = new CountDownLatch(1);
    agent =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (EventFeed feed = new EventFeed(client)) {
                    while (true) {
                      Notice notice = feed.poll(Duration.ofSeconds(10));
                      if (notice instanceof Notice.Connected) {
                        listens.countDown();
                      }
                      if (notice instanceof Change change
                          && change.entity().equals("job")
                          && change.type().equals("created")) {
                        String id = change.id();
                        work.on(id, client.act(Kind.JOB, id, "claim", Doc.of("owner", "swarm-x")));
                      }
                    }
                  } catch (InterruptedException e) {
                    // The test is over.
                  }
                });
    assertThat(listens.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void log(String id, String text) {
    client.act(Kind.JOB, id, "log", Doc.of("owner", "swarm-x", "text", text));
  }

  private void end(String id, String how, Doc result) {
    client.act(Kind.JOB, id, how, Doc.of("owner", "swarm-x", "result", result));
  }

  /** Runs it beside the test. */
  private Thread begin(String... words) {
    return Thread.ofPlatform().daemon().start(() -> shell.run(words));
  }

  private void await(String text) throws InterruptedException {
    for (int i = 0; i < 100 && !shell.out().equals(text); i++) {
      Thread.sleep(50);
    }
    assertThat(shell.out()).isEqualTo(text);
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join(Duration.ofSeconds(15));
    assertThat(thread.isAlive()).isFalse();
  }

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

  @Test
  void aSubscriptionRunsAProcedureWhenAGroupChanges() throws Exception {
    client.create(Kind.GROUP, Doc.of("name", "web", "query", Doc.of("image", "nginx:1")));
    String id =
        shell
            .run(
                "procedure",
                "attach",
                "plain",
                "--group",
                "web",
                "--target",
                "default",
                "--on",
                "joined,left",
                "--quiet",
                "10ms",
                "-p",
                "COUNT=3")
            .strip();
    assertThat(id).matches("sub-.{22}");
    assertThat(shell.run("subscription", "ls").lines().map(String::stripTrailing).toList())
        .containsExactly(
            "ID                           GROUP   PROCEDURE   TARGET",
            id + "   web     plain       default");
    assertThat(shell.run("subscription", "ls", "-Q", "{group: web}", "-q")).isEqualTo(id + "\n");
    assertThat(shell.run("subscription", "get", id))
        .contains("'on':\n  - joined\n  - left\n", "quiet: 10ms\n", "  COUNT: 3\n");
    agent((job, whole) -> end(job, "complete", Doc.of("outputs", Arr.of(whole.text("content")))));
    client.sync(
        "swarm-x",
        Doc.of(
            "full",
            false,
            "resources",
            Arr.of(Doc.of("native_id", "t9", "type", "task", "image", "nginx:1"))));
    String job = "";
    for (int i = 0; i < 100 && job.isEmpty(); i++) {
      Thread.sleep(50);
      job = shell.run("job", "ls", "-Q", "{subscription: " + id + "}", "-q").strip();
    }
    assertThat(shell.run("job", "wait", job)).isEmpty();
    assertThat(shell.run("job", "logs", job)).isEqualTo("on default\n");
    assertThat(shell.run("subscription", "rm", id)).isEmpty();
    assertThat(shell.run("subscription", "ls", "-q")).isEmpty();
    assertThat(shell.run("procedure", "attach", "plain", "-t", "default"))
        .isEqualTo("stormctl: attach it to what? --group GROUP is missing\n");
    assertThat(
            shell.run("procedure", "attach", "plain", "-t", "default", "-g", "web", "--on", "born"))
        .contains("on");
    assertThat(shell.exitCode).isEqualTo(1);
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
