package org.perfectstorm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.perfectstorm.cli.terminal.Terminal;

/**
 * Runs several commands in one process, one a line of standard input, so that the build learns once
 * which classes they load (see {@code build/rehearsal}). Not for people: words are split at blanks.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Runs the commands; ends with 1 if any failed. */
  public static void main(String[] args) throws IOException {
    int worst = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        worst = Math.max(worst, new Stormctl(Terminal.system()).run(line.split(" ")));
      }
    }
    // As the real one ends, so that threads which still listen do not matter.
    Runtime.getRuntime().halt(worst);
  }
}
