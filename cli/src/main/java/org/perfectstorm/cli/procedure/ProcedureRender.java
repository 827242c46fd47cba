package org.perfectstorm.cli.procedure;

import java.io.IOException;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.job.Given;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Refused;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl procedure render}: the exact text that would run, and where. */
public final class ProcedureRender implements Command {
  @Override
  public String name() {
    return "render";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("NAME", "Name or id of the procedure."));
    Request.declare(spec);
    spec.addOption(
        Options.value(
            "FORMAT", "Print the text alone (text), or all as json or yaml.", "--output"));
    Options.help(
        spec,
        "Prints the text that 'procedure exec' would run, rendered with what is there now, and says"
            + " where it would run. Nothing happens. Secret parameters show as ******.",
        "stormctl procedure render mysql --target default",
        "stormctl procedure render mysql -t default -p SERVER_ID=2 --output yaml");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    String format = Options.text(arguments, "--output");
    return render(arguments, session, format == null ? "text" : format);
  }

  static int render(ParseResult arguments, Session session, String form) throws IOException {
    Format format =
        switch (form) {
          case "text" -> null;
          case "json" -> Format.JSON;
          case "yaml" -> Format.YAML;
          default ->
              throw Failure.usage("--output: expected text, json or yaml, not \"" + form + "\"");
        };
    String procedure = Options.parameter(arguments);
    Client client = session.client();
    Doc body = Request.of(arguments);
    Given given = Given.of(arguments, session.terminal());
    Doc rendered;
    try {
      // Secret ones need no value to be shown as what they are shown as.
      Doc params = given.values();
      for (String name : given.bare()) {
        boolean secret =
            Secrets.names(client.get(Kind.PROCEDURE, procedure).doc("params")).contains(name);
        params = secret ? params : params.with(name, true);
      }
      rendered = client.act(Kind.PROCEDURE, procedure, "render", body.with("params", params));
    } catch (Refused e) {
      throw Request.explained(procedure, e);
    }
    if (format != null) {
      session.terminal().print(format.one(rendered, Look.JOB, session.style()));
      return 0;
    }
    String content = rendered.text("content");
    session.terminal().print(content.endsWith("\n") ? content : content + "\n");
    Doc target = client.get(Kind.RESOURCE, rendered.text("target"));
    session
        .terminal()
        .say(
            "would run on "
                + target.text("type")
                + " "
                + Look.name(target)
                + " ("
                + target.text("id")
                + "), by an agent of type "
                + rendered.text("type"));
    return 0;
  }
}
