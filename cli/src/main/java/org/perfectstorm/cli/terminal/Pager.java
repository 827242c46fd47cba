package org.perfectstorm.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lets people page through a long text on a terminal, with {@code $PAGER} or {@code less}. */
public final class Pager {
  private Pager() {}

  /** Shows a text: in a pager if it is longer than the terminal, else just so. */
  public static void show(Terminal terminal, String text) {
    String command = terminal.environment("PAGER");
    if (!terminal.isTerminal() || command.equals("cat") || fits(terminal, text)) {
      terminal.print(text);
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command.isEmpty() ? "less -FRX" : command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    if (terminal.environment("LESS").isEmpty()) {
      builder.environment().put("LESS", "FRX");
    }
    try {
      Process pager = builder.start();
      // Ctrl-C is the pager's: it must be gone before this process gives the terminal back.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(pager)));
      feed(pager, text);
      if (waitFor(pager) == 127) {
        terminal.print(text);
      }
    } catch (IOException e) {
      terminal.print(text);
    }
  }

  private static boolean fits(Terminal terminal, String text) {
    int columns = Math.max(1, terminal.columns());
    int lines = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      lines += 1 + (end - start) / columns;
      start = end + 1;
    }
    return lines < terminal.lines();
  }

  private static void feed(Process pager, String text) {
    try (OutputStream to = pager.getOutputStream()) {
      to.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The reader has seen enough.
    }
  }

  private static int waitFor(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
      }
    }
  }
}
