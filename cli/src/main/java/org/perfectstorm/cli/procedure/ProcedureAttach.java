package org.perfectstorm.cli.procedure;

import java.util.Collection;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.job.Given;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl procedure attach}: runs a procedure whenever the members of a group change. */
public final class ProcedureAttach implements Command {
  @Override
  public String name() {
    return "attach";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "Name or id of the procedure."));
    spec.addOption(Options.value("GROUP", "The group whose members matter.", "-g", "--group"));
    Request.declare(spec);
    spec.addOption(
        Options.value(
            "CHANGES",
            "When: any of joined,left,created,updated,deleted (created,updated,deleted,left).",
            "--on"));
    spec.addOption(
        Options.value(
            "TIME", "Once for all changes, when there were none for so long: 5s.", "--quiet"));
    Options.help(
        spec,
        "Runs a procedure whenever something happens to the members of a group, until the"
            + " subscription, whose id is printed, is removed. The template sees the change as"
            + " 'event'.",
        "stormctl procedure attach reload-lb --group frontend --target default --on joined,left"
            + " --quiet 5s",
        "stormctl subscription rm sub-5zmvMBQUvhzTV7KNe1UE8o");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws Exception {
    String procedure = Options.parameter(arguments);
    String group = Options.text(arguments, "--group");
    if (group == null) {
      throw Failure.usage("attach it to what? --group GROUP is missing");
    }
    Client client = session.client();
    Doc body = Request.of(arguments);
    Given given = Given.of(arguments, session.terminal());
    Collection<String> secrets =
        given.bare().isEmpty()
            ? List.of()
            : Secrets.names(client.get(Kind.PROCEDURE, procedure).doc("params"));
    DocBuilder whole =
        body.toBuilder()
            .put("group", group)
            .put("params", given.params(secrets, false, session.terminal()));
    if (Options.text(arguments, "--on") != null) {
      whole.put("on", Arr.of((Object[]) Options.text(arguments, "--on").split(",")));
    }
    if (Options.duration(arguments, "--quiet", null) != null) {
      whole.put("quiet", Options.text(arguments, "--quiet"));
    }
    try {
      Doc subscription = client.act(Kind.PROCEDURE, procedure, "attach", whole.build());
      session.terminal().print(subscription.text("id") + "\n");
    } catch (Refused e) {
      throw Request.explained(procedure, e);
    }
    return 0;
  }
}
