package org.perfectstorm.cli.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Input;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.client.Problem;
import org.perfectstorm.client.Refused;
import org.perfectstorm.text.Mistake;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code stormctl import}: creates or replaces what files describe. Nothing is sent before
 * everything was checked; it prints nothing if all went well.
 */
public final class Import implements Command {
  @Override
  public String name() {
    return "import";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Options.values("FILE", "A YAML file to import; - for standard input.", "-f", "--file"));
    spec.addPositional(Options.parameters(0, "FILE", "More files."));
    Options.help(
        spec,
        "Creates the groups that YAML files describe, or replaces them where they exist. A file"
            + " holds \"group:\" or \"application:\" mappings, one or a list.",
        "stormctl import -f frontend.yaml",
        "stormctl import -f groups.yaml -f more.yaml",
        "cat groups.yaml | stormctl import -f -");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    List<String> files = new ArrayList<>(List.of(Options.texts(arguments, "-f")));
    files.addAll(List.of(Options.parameters(arguments)));
    if (files.isEmpty()) {
      throw Failure.usage("import what? -f FILE is missing");
    }
    Specification specification = read(files, session);
    List<Mistake> refusals = new ArrayList<>();
    for (Item item : specification.items()) {
      try {
        session.client().save(item.kind(), item.key(), item.object());
      } catch (Refused e) {
        refusals.addAll(places(item, e));
      }
    }
    int done = specification.items().size() - refusals.size();
    fail(refusals, done > 0 ? "\nThe other " + done + " were imported." : "");
    return 0;
  }

  /**
   * What files say; what is left out of them is said to the person.
   *
   * @throws Failure with all mistakes, if there are any
   */
  static Specification read(List<String> files, Session session) throws IOException {
    Specification specification = new Specification();
    for (String file : files) {
      specification.add(Input.name(file), Input.text(file, session.terminal()));
    }
    fail(specification.mistakes(), "");
    for (Mistake note : specification.notes()) {
      session.terminal().say("stormctl: " + note);
    }
    return specification;
  }

  /** Places in the files for what stormd refuses in an item. */
  static List<Mistake> places(Item item, Refused refused) {
    List<Mistake> places = new ArrayList<>();
    for (Problem problem : refused.problems()) {
      List<String> path = new ArrayList<>(item.path());
      path.addAll(problem.path());
      places.add(item.document().mistake(path, problem.message()));
    }
    return places;
  }

  static void fail(List<Mistake> mistakes, String end) {
    if (!mistakes.isEmpty()) {
      StringBuilder text = new StringBuilder();
      for (Mistake mistake : mistakes) {
        text.append(text.isEmpty() ? "" : "\n").append(mistake);
      }
      throw Failure.because(text.append(end).toString());
    }
  }
}
