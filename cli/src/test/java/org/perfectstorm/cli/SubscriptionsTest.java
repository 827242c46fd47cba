package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Procedures that run by themselves when a group changes. */
class SubscriptionsTest extends WithAgent {
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
}
