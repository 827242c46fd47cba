package org.perfectstorm.provider.docker.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  @Test
  void whatRepeatsIsCounted() {
    assertThat(passed("a\n".repeat(240) + "b\n"))
        .isEqualTo("a\na\na\n... (the same 237 times more)\nb\n");
    assertThat(passed("x\n" + "a\n\n".repeat(100)))
        .isEqualTo("x\na\n\na\n\na\n\n... (the same 2 lines 97 times more)\n");
    assertThat(passed("0/2\n1/2: \n2/2: \n".repeat(50) + "0/2\n1/2: ok\n"))
        .isEqualTo(
            "0/2\n1/2: \n2/2: \n".repeat(3)
                + "... (the same 3 lines 47 times more)\n0/2\n1/2: ok\n");
    assertThat(passed("a\n".repeat(9) + "a\n".repeat(9) + "end"))
        .isEqualTo("a\na\na\n... (the same 15 times more)\nend");
  }

  @Test
  void whatDoesNotRepeatPassesAsItIs() {
    String json =
        "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  },\n  {\n    \"a\": 3\n  }\n]\n";
    assertThat(passed(json)).isEqualTo(json);
    assertThat(passed("a\na\na\nb\nb\nb\n")).isEqualTo("a\na\na\nb\nb\nb\n");
    assertThat(passed("")).isEmpty();
    assertThat(passed("no end")).isEqualTo("no end");
    String wide = "x".repeat(100_000);
    assertThat(passed(wide)).isEqualTo(wide);
  }

  /** Undone, the text is what it was. */
  @Test
  void nothingIsLost() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        StringBuilder cycle = new StringBuilder();
        for (int k = 0; k <= random.nextInt(4); k++) {
          cycle.append((char) ('a' + random.nextInt(3))).append('\n');
        }
        text.append(cycle.toString().repeat(random.nextInt(9)));
      }
      assertThat(undone(passed(text.toString()))).isEqualTo(text.toString());
    }
  }

  private static String undone(String text) {
    StringBuilder whole = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("... (the same")) {
        String[] words = line.split(" ");
        boolean single = words[4].startsWith("times");
        int length = single ? 1 : Integer.parseInt(words[3]);
        int times = Integer.parseInt(words[single ? 3 : 5]);
        String cycle = whole.substring(whole.length() - 2 * length);
        whole.append(cycle.repeat(times));
      } else {
        whole.append(line).append('\n');
      }
    }
    return whole.toString();
  }

  /** What is passed on of a text that comes in pieces. */
  private static String passed(String text) {
    StringBuilder passed = new StringBuilder();
    Repeats repeats = new Repeats(passed::append);
    Random random = new Random(text.length());
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(20));
      repeats.write(text.substring(at, end));
      at = end;
    }
    repeats.end();
    return passed.toString();
  }
}
