package org.perfectstorm.cli.job;

import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job retry}: runs a procedure again as it was run before. */
public final class JobRetry implements Command {
  @Override
  public String name() {
    return "retry";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("ID", "A job that has ended."));
    Given.declare(spec);
    spec.addOption(
        Options.flag("Print the new job's id and do not wait for its end.", "-d", "--detach"));
    Options.help(
        spec,
        "Runs the procedure of a job that has ended again: same target, options and parameters, the"
            + " template rendered anew. Secret parameters are asked for. Follows the new job as"
            + " 'procedure exec' does, and keeps it.",
        "stormctl job retry job-5zmvMBQUvhzTV7KNe1UE8o");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    Client client = session.client();
    String id = Options.parameter(arguments);
    Given given = Given.of(arguments, session.terminal());
    List<String> secrets = client.get(Kind.JOB, id).texts("secrets");
    Doc params = given.params(secrets, true, session.terminal());
    Doc body = params.isEmpty() ? Doc.EMPTY : Doc.of("params", params);
    String retried = client.act(Kind.JOB, id, "retry", body).text("id");
    if (Options.has(arguments, "-d")) {
      session.terminal().print(retried + "\n");
      return 0;
    }
    try (JobFollower follower = new JobFollower(session, retried, true)) {
      follower.await(null);
      return follower.tell();
    }
  }
}
