package org.perfectstorm.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How large a terminal is. */
public record Size(int columns, int lines) {
  private static final Size USUAL = new Size(80, 24);

  /**
   * Asks {@code stty}, as Java itself cannot; the usual size where that fails. A launcher that sets
   * {@code COLUMNS} and {@code LINES} saves the time.
   */
  static Size measure() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int blank = answer.indexOf(' ');
      int lines = Integer.parseInt(answer.substring(0, blank));
      int columns = Integer.parseInt(answer.substring(blank + 1).strip());
      return lines > 0 && columns > 0 ? new Size(columns, lines) : USUAL;
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
