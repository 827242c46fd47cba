package org.perfectstorm.cli.job;

import java.time.Duration;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.model.Durations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job wait}: until jobs have ended. */
public final class JobWait implements Command {
  @Override
  public String name() {
    return "wait";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameters(1, "ID", "The jobs."));
    spec.addOption(
        Options.value("TIME", "How long to wait for each: 90s, 5m, 1h (no limit).", "--timeout"));
    Options.help(
        spec,
        "Waits until jobs have ended. Prints nothing; ends with 0 when all are done, with 1 when"
            + " one failed, with 130 when it was cancelled, with 124 when it timed out, or the time"
            + " is over.",
        "stormctl job wait job-5zmvMBQUvhzTV7KNe1UE8o --timeout 10m");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    Duration timeout = Options.duration(arguments, "--timeout", null);
    int exitCode = 0;
    for (String id : Options.parameters(arguments)) {
      int one = wait(session, id, timeout);
      exitCode = exitCode == 0 ? one : exitCode;
    }
    return exitCode;
  }

  private static int wait(Session session, String id, Duration timeout) throws Exception {
    try (JobFollower follower = new JobFollower(session, id, false)) {
      if (follower.await(timeout)) {
        return follower.tell();
      }
    }
    session
        .terminal()
        .say("stormctl: job " + id + " has not ended after " + Durations.text(timeout));
    return TIMED_OUT;
  }
}
