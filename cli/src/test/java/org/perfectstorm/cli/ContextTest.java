package org.perfectstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers: which one a command talks to. */
class ContextTest {
  @TempDir Path folder;
  private CannedStormd one;
  private CannedStormd two;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    one = new CannedStormd().answer("GET /v1/groups", 200, "[{\"id\":\"1\",\"name\":\"one\"}]");
    two = new CannedStormd().answer("GET /v1/groups", 200, "[{\"id\":\"2\",\"name\":\"two\"}]");
    shell = new Shell("");
    shell.environment.remove("STORMD_HOST");
    shell.environment.put("XDG_CONFIG_HOME", folder.toString());
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private String asked(String... more) {
    String[] words = new String[more.length + 4];
    System.arraycopy(new String[] {"group", "ls", "-o", "name"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return shell.run(words).strip();
  }

  @Test
  void theOneInUseIsAskedUnlessAnotherIsNamed() {
    assertThat(shell.run("context", "add", "one", one.address(), "--use")).isEmpty();
    assertThat(shell.run("context", "add", "two", two.address())).isEmpty();
    assertThat(asked()).isEqualTo("one");
    assertThat(asked("--context", "two")).isEqualTo("two");
    assertThat(asked("-C", two.address())).isEqualTo("two");
    assertThat(shell.run("context", "use", "two")).isEmpty();
    assertThat(asked()).isEqualTo("two");

    shell.environment.put("STORMD_HOST", one.address());
    assertThat(asked()).isEqualTo("one");
    assertThat(asked("--context", "two")).isEqualTo("two");
    assertThat(asked("-C", two.address())).isEqualTo("two");
    assertThat(shell.run("context", "use", "one"))
        .isEqualTo("stormctl: STORMD_HOST is set to " + one.address() + " and goes before\n");
    assertThat(asked("-C", "x", "--context", "two"))
        .isEqualTo("stormctl: -C and --context exclude each other");
    assertThat(shell.exitCode).isEqualTo(2);
  }

  @Test
  void mayBeSeveralServers() {
    shell.run("context", "add", "both", "127.0.0.1:1, " + two.address(), "--use");
    assertThat(asked()).isEqualTo("two");
    assertThat(shell.run("context", "ls")).contains("both      127.0.0.1:1," + two.address());
    assertThat(shell.run("context", "add", "wrong", "a,"))
        .isEqualTo("stormctl: address 2 of \"a,\" is empty\n");
  }

  @Test
  void areListedAndForgotten() {
    shell.run("context", "add", "prod", "swarm-manager");
    shell.run("context", "add", "lab", "10.77.0.1:99", "--use");
    assertThat(shell.run("context", "ls").lines().map(String::stripTrailing))
        .containsExactly(
            "    NAME      ADDRESS",
            "    default   127.0.0.1:28482",
            "    prod      swarm-manager:28482",
            "*   lab       10.77.0.1:99");
    assertThat(shell.run("context", "ls", "-q")).isEqualTo("default\nprod\nlab\n");
    assertThat(shell.run("__complete", "context", "use", "l")).isEqualTo("lab\n");
    assertThat(shell.run("__complete", "--context", "p")).isEqualTo("prod\n");
    assertThat(shell.run("context", "rm", "lab", "nosuch"))
        .isEqualTo("stormctl: there is no context nosuch\n");
    assertThat(shell.exitCode).isEqualTo(1);
    assertThat(shell.run("context", "ls")).contains("*   default").doesNotContain("lab");
    assertThat(shell.run("context", "use", "default")).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsSaid() throws IOException {
    assertThat(shell.run("context", "add", "a b", "host"))
        .startsWith("stormctl: NAME: expected letters");
    assertThat(shell.run("context", "add", "default", "host"))
        .startsWith("stormctl: NAME: expected letters");
    assertThat(shell.run("context", "add", "a", "host:x")).contains("not an address");
    assertThat(shell.exitCode).isEqualTo(2);
    assertThat(shell.run("context", "use", "nosuch"))
        .isEqualTo(
            "stormctl: there is no context nosuch: 'stormctl context add nosuch HOST' makes it\n");
    assertThat(shell.run("--context", "nosuch", "status"))
        .isEqualTo(
            "stormctl: --context: there is no nosuch: 'stormctl context ls' shows those that there"
                + " are\n");
    Path file = Files.createDirectories(folder.resolve("stormctl")).resolve("contexts");
    Files.writeString(file, "# by hand\n* lab\n");
    assertThat(shell.run("status"))
        .isEqualTo("stormctl: " + file + ":2: expected NAME ADDRESS, not: * lab\n");
    assertThat(shell.run("context", "ls"))
        .isEqualTo("stormctl: " + file + ":2: expected NAME ADDRESS, not: * lab\n");
    Files.writeString(file, "* lab 127.0.0.1:1\n");
    assertThat(shell.run("status"))
        .isEqualTo(
            "stormctl: stormd at 127.0.0.1:1 does not answer: connection refused (context lab says"
                + " so; 'stormctl context ls' shows all)\n");
  }

  @Test
  void aLinkedFileStaysALink() throws IOException {
    Path real = folder.resolve("kept");
    Files.writeString(real, "  prod swarm-manager:28482\n");
    Path link = Files.createDirectories(folder.resolve("stormctl")).resolve("contexts");
    Files.createSymbolicLink(link, real);
    shell.run("context", "use", "prod");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).endsWith("* prod   swarm-manager:28482\n");
  }
}
