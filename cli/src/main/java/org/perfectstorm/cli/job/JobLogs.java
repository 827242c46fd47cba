package org.perfectstorm.cli.job;

import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.model.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job logs}: what a job puts out. */
public final class JobLogs implements Command {
  @Override
  public String name() {
    return "logs";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("ID", "The job."));
    spec.addOption(
        Options.flag("Stay, and print output as it comes, until the job ends.", "-f", "--follow"));
    Options.help(
        spec,
        "Prints what a job has put out so far.",
        "stormctl job logs job-5zmvMBQUvhzTV7KNe1UE8o",
        "stormctl job logs -f job-5zmvMBQUvhzTV7KNe1UE8o");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    String id = Options.parameter(arguments);
    if (Options.has(arguments, "-f")) {
      try (JobFollower follower = new JobFollower(session, id, true)) {
        follower.await(null);
        follower.printOutputs();
      }
      return 0;
    }
    byte[] log = session.client().log(id);
    if (log.length > 0) {
      session.terminal().write(log, 0, log.length);
    } else {
      new Outcome(session.client().get(Kind.JOB, id)).printOutputs(session.terminal());
    }
    return 0;
  }
}
