package org.perfectstorm.provider.docker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
  @Test
  void linesAreSplitAsAShellWouldAndListsAreTakenAsTheyAre() {
    assertThat(
            Commands.read(
                """
                - service create --name frontend -p 80:80
                    -e DB_HOST=172.17.0.1 -e "GREETING=hello  world"
                    andreacorbellini/messaging:latest
                - [service, rm, "a b", 5, 1.5, true, '$HOME']
                - 'node update --label-add "it''s"=\\"x\\" n\\ 1'
                """))
        .containsExactly(
            List.of(
                "service",
                "create",
                "--name",
                "frontend",
                "-p",
                "80:80",
                "-e",
                "DB_HOST=172.17.0.1",
                "-e",
                "GREETING=hello  world",
                "andreacorbellini/messaging:latest"),
            List.of("service", "rm", "a b", "5", "1.5", "true", "$HOME"),
            List.of("node", "update", "--label-add", "it's=\"x\"", "n 1"));
    assertThat(Commands.read("[]")).isEmpty();
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(ShellWords.of("")).isEmpty();
    assertThat(ShellWords.of("  a \t b\nc\r\n")).containsExactly("a", "b", "c");
    assertThat(ShellWords.of("a''b \"\" '' c")).containsExactly("ab", "", "", "c");
    assertThat(ShellWords.of("'a\\b' \"a\\b\" a\\b")).containsExactly("a\\b", "a\\b", "ab");
    assertThat(ShellWords.of("\"\\$x \\` \\\" \\\\ \\n\"")).containsExactly("$x ` \" \\ \\n");
    assertThat(ShellWords.of("a\\\nb \"c\\\nd\"")).containsExactly("ab", "cd");
    assertThat(ShellWords.of("$HOME `id` a;b|c>d #e *")).hasSize(5).contains("$HOME", "#e", "*");
  }

  @Test
  void whatIsNoListOfCommandsIsRefusedWithoutItsWords() {
    assertRefused("hunter2: x", "expected a YAML list of docker commands");
    assertRefused("", "expected a YAML list of docker commands");
    assertRefused("- a\n---\n- b", "expected a YAML list of docker commands");
    assertRefused("- a hunter2\n- \"b", "is no YAML");
    assertRefused("- ok\n- ''", "command 2 is empty");
    assertRefused("- ok\n- []", "command 2 is empty");
    assertRefused("- {hunter2: 1}", "command 1: expected a string or a list of strings");
    assertRefused("- null", "command 1: expected a string or a list of strings");
    assertRefused("- [a, [hunter2]]", "command 1: a word is no string");
    assertRefused("- a 'hunter2", "command 1: a quote (') is not closed");
    assertRefused("- 'a \"hunter2'", "command 1: a quote (\") is not closed");
    assertRefused("- 'hunter2 \\'", "command 1: nothing follows the last backslash");
  }

  private static void assertRefused(String content, String why) {
    assertThatThrownBy(() -> Commands.read(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }
}
