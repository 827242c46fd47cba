package org.perfectstorm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.perfectstorm.cli.terminal.Terminal;

/** Runs stormctl inside the test, on a terminal or pipe of the test's making. */
final class Shell {
  final Map<String, String> environment = new TreeMap<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  String input = "";
  boolean terminal;

  /** Whether somebody looks at what is said besides the output. */
  boolean watched;

  /** What became of the echo. */
  final StringBuilder echo = new StringBuilder();

  int exitCode = -1;

  Shell(String address) {
    environment.put("STORMD_HOST", address);
    environment.put("LANG", "C.UTF-8");
    environment.put("PAGER", "cat");
    // No files of whoever runs the tests.
    environment.put("XDG_CONFIG_HOME", "/nowhere");
  }

  /** Runs stormctl; what it printed, errors too. */
  String run(String... words) {
    out.reset();
    err.reset();
    exitCode = stormctl().run(words);
    return out() + err();
  }

  Stormctl stormctl() {
    return new Stormctl(
        new Terminal(
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            err,
            terminal,
            terminal,
            watched,
            () -> {
              echo.append("off ");
              return () -> echo.append("on ");
            }));
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
