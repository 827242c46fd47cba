package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * What became of a job.
 *
 * @param job one that has ended
 */
record Outcome(Doc job) {
  /** Whether a job has ended. */
  static boolean hasEnded(Doc job) {
    String status = job.text("status");
    return "done".equals(status) || "error".equals(status);
  }

  /** Prints what the job's result holds of its output: what agents give that stream none. */
  void printOutputs(Terminal terminal) {
    Doc result = job.doc("result");
    if (result == null || result.arr("outputs") == null) {
      return;
    }
    for (Object output : result.arr("outputs")) {
      String text = String.valueOf(output);
      terminal.print(text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
    }
  }

  /**
   * Says why it failed, if it did.
   *
   * @param before what to say first: a line break where the output has none at its end
   * @return the exit code
   */
  int tell(Terminal terminal, String before) {
    if ("done".equals(job.text("status"))) {
      return 0;
    }
    String error = error();
    terminal.say(
        before
            + "stormctl: job "
            + job.text("id")
            + " failed"
            + (error.isEmpty() ? "" : ": " + error));
    return exitCode(error);
  }

  private static int exitCode(String error) {
    if (error.startsWith("timed out")) {
      return Command.TIMED_OUT;
    }
    return error.equals("cancelled") ? Command.CANCELLED : 1;
  }

  private String error() {
    Doc result = job.doc("result");
    if (result == null || result.get("error") == null) {
      return "";
    }
    return result.get("error") instanceof String text ? text : Json.text(result.get("error"));
  }
}
