package org.perfectstorm.cli.procedure;

import java.time.Duration;
import java.util.Collection;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.job.Given;
import org.perfectstorm.cli.job.JobFollower;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl procedure exec}: runs a procedure, and stays until it has ended. */
public final class ProcedureExec implements Command {
  /** How much longer than its own timeout a running job is waited for: stormd ends it by then. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** In this time a job that is cancelled ends. */
  private static final Duration CANCELLING = Duration.ofSeconds(40);

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "Name or id of the procedure."));
    Request.declare(spec);
    spec.addOption(
        Options.flag("Print the job's id and do not wait for its end.", "-d", "--detach"));
    spec.addOption(Options.flag("Keep the job when it has ended.", "-k", "--keep"));
    spec.addOption(
        Options.value(
            "TIME",
            "End the job after so long: 90s, 5m, 2h (else what the procedure says, or the agent:"
                + " 1h).",
            "--timeout"));
    spec.addOption(Options.flag("Show what would run, as 'procedure render' does.", "--dry-run"));
    Options.help(
        spec,
        "Runs a procedure on a target, prints its output as it comes, and waits for its end. Ends"
            + " with 0 when it is done, with 1 when it failed, with 124 when it timed out, with 130"
            + " when it was cancelled. The job is removed then, unless it is to be kept.",
        "stormctl procedure exec mysql --target default",
        "stormctl procedure exec mysql -t default -p MYSQL_VERSION=\"'8.0'\" -p"
            + " MYSQL_ROOT_PASSWORD",
        "stormctl procedure exec backup -t default --params-file backup.yaml --timeout 1h -d");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    if (Options.has(arguments, "--dry-run")) {
      return ProcedureRender.render(arguments, session, "text");
    }
    Client client = session.client();
    String procedure = Options.parameter(arguments);
    Duration timeout = Options.duration(arguments, "--timeout", null);
    Doc body = Request.of(arguments);
    Given given = Given.of(arguments, session.terminal());
    Collection<String> secrets = Secrets.names(client.get(Kind.PROCEDURE, procedure).doc("params"));
    Doc params = given.params(secrets, true, session.terminal());
    DocBuilder whole = body.toBuilder().put("params", params);
    if (timeout != null) {
      whole.put("timeout", Options.text(arguments, "--timeout"));
    }
    String job;
    try {
      job = client.act(Kind.PROCEDURE, procedure, "exec", whole.build()).text("id");
    } catch (Refused e) {
      throw Request.explained(procedure, e);
    }
    if (Options.has(arguments, "-d")) {
      session.terminal().print(job + "\n");
      return 0;
    }
    return follow(session, job, timeout, Options.has(arguments, "-k"));
  }

  private static int follow(Session session, String job, Duration timeout, boolean keep)
      throws InterruptedException {
    try (JobFollower follower = new JobFollower(session, job, true)) {
      boolean ended = follower.await(timeout);
      if (!ended && !follower.isPending()) {
        // Its agent or stormd end it in time; only a job that nobody takes is nobody's.
        ended = follower.await(GRACE);
      }
      int exitCode = ended ? follower.tell() : cancel(session, follower, job, timeout);
      if (!keep) {
        remove(session.client(), job);
      }
      return exitCode;
    }
  }

  private static int cancel(Session session, JobFollower follower, String job, Duration timeout)
      throws InterruptedException {
    String how = follower.isPending() ? " waited for an agent for " : " runs for more than ";
    session.terminal().say("stormctl: job " + job + how + Durations.text(timeout) + ": cancelled");
    try {
      session.client().act(Kind.JOB, job, "cancel", Doc.EMPTY);
      follower.await(CANCELLING);
    } catch (Refused | NotFound e) {
      // It has ended meanwhile.
    }
    return TIMED_OUT;
  }

  private static void remove(Client client, String job) {
    try {
      client.delete(Kind.JOB, job);
    } catch (NotFound e) {
      // Somebody else was faster.
    }
  }
}
