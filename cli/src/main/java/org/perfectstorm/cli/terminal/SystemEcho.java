package org.perfectstorm.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** That of the terminal of this process, by {@code stty}, also where the output is a pipe. */
final class SystemEcho implements Echo {
  @Override
  public Off off() throws IOException {
    // Also by Ctrl-C: a terminal that shows nothing is no use to anybody.
    Thread hook = new Thread(SystemEcho::on);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      set("-echo");
    } catch (IOException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw new IOException("the terminal cannot be kept from showing it: " + e.getMessage(), e);
    }
    return () -> {
      on();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is running already.
      }
    };
  }

  private static void on() {
    try {
      set("echo");
    } catch (IOException e) {
      // The terminal is gone.
    }
  }

  private static void set(String how) throws IOException {
    Process stty =
        new ProcessBuilder("stty", how)
            .redirectInput(new File("/dev/tty"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        throw new IOException("stty does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (stty.exitValue() != 0) {
      throw new IOException("stty failed");
    }
  }
}
