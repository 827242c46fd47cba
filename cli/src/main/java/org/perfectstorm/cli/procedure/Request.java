package org.perfectstorm.cli.procedure;

import java.util.List;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.job.Given;
import org.perfectstorm.client.Problem;
import org.perfectstorm.client.Refused;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What a procedure is to be run on and with. */
final class Request {
  private Request() {}

  /** Adds the options. */
  static void declare(CommandSpec spec) {
    spec.addOption(
        Options.value("TARGET", "What to run it on: a cluster, by name or id.", "-t", "--target"));
    Given.declare(spec);
    spec.addOption(
        Options.values(
            "NAME[=VALUE]", "An option for the agent, its value in YAML.", "-o", "--option"));
  }

  /**
   * The target and the options, as the API takes them.
   *
   * @throws Failure if there is no target
   */
  static Doc of(ParseResult arguments) {
    String target = Options.text(arguments, "-t");
    if (target == null) {
      throw Failure.usage(
          "run it on what? -t TARGET is missing ('stormctl resource ls' shows the clusters)");
    }
    return Doc.of("target", target, "options", Given.options(arguments));
  }

  /** What stormd refused, in the words of the command line, everything at once. */
  static RuntimeException explained(String procedure, Refused refused) {
    List<Problem> problems = refused.problems();
    StringBuilder text = new StringBuilder("procedure ").append(procedure).append(':');
    StringBuilder missing = new StringBuilder();
    for (Problem problem : problems) {
      if (problem.path().size() == 2 && problem.path().getFirst().equals("params")) {
        missing.append(missing.isEmpty() ? "" : ", ").append(problem.path().getLast());
      }
    }
    if (!missing.isEmpty()) {
      text.append("\n  these parameters are not given: ").append(missing);
      text.append(" (-p NAME=VALUE or --params-file)");
    }
    for (Problem problem : problems) {
      boolean said = problem.path().size() == 2 && problem.path().getFirst().equals("params");
      // An unknown name in the template is one of the missing parameters, said better above.
      boolean same = !missing.isEmpty() && problem.message().endsWith("is undefined");
      if (!said && !same) {
        text.append("\n  ").append(problem);
      }
    }
    return Failure.because(text.toString());
  }
}
