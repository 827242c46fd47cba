package org.perfectstorm.cli.job;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Input;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The parameters that people give with {@code -p} and {@code --params-file}. Values of secret ones
 * are asked for, and never shown.
 *
 * @param values what was given with a value
 * @param bare the names that were given without one
 */
public record Given(Doc values, Set<String> bare) {
  /** Adds the options. */
  public static void declare(CommandSpec spec) {
    spec.addOption(
        Options.values(
            "NAME[=VALUE]",
            "A parameter, its value in YAML; without a value true, or asked for if it is secret.",
            "-p",
            "--param"));
    spec.addOption(
        Options.value(
            "FILE", "Parameters in a YAML file, - for standard input; -p wins.", "--params-file"));
  }

  /**
   * Reads them.
   *
   * @throws Failure if they make no sense
   */
  public static Given of(ParseResult arguments, Terminal terminal) throws IOException {
    String file = Options.text(arguments, "--params-file");
    Doc values = file == null ? Doc.EMPTY : read(file, terminal);
    Set<String> bare = new LinkedHashSet<>();
    for (String text : Options.texts(arguments, "-p")) {
      Assignment given = Assignment.of("-p", text);
      String name = given.name();
      if (given.written() == null) {
        bare.add(name);
      } else {
        bare.remove(name);
        Object value = given.value();
        if (value instanceof Number && !value.toString().equals(given.written())) {
          terminal.say(
              "stormctl: -p %s: %s is the number %s; a text is -p %s='\"%s\"'"
                  .formatted(name, given.written(), value, name, given.written()));
        }
        values = values.with(name, value);
      }
    }
    return new Given(values, bare);
  }

  /**
   * The values of an option that may be given several times, as {@code NAME[=VALUE]}.
   *
   * @throws Failure if they make no sense
   */
  public static Doc options(ParseResult arguments) {
    Doc options = Doc.EMPTY;
    for (String text : Options.texts(arguments, "--option")) {
      Assignment given = Assignment.of("-o", text);
      options = options.with(given.name(), given.written() == null ? true : given.value());
    }
    return options;
  }

  /** All of them, those without a value as true. */
  public Doc params() {
    Doc params = values;
    for (String name : bare) {
      params = params.with(name, true);
    }
    return params;
  }

  /**
   * All of them, secret ones asked for where they were given without a value.
   *
   * @param secrets the names of secret parameters
   * @param needed whether those that were not given at all are asked for as well, if somebody is
   *     there to ask
   * @throws Failure if nobody is there to ask for one that was named
   */
  public Doc params(Collection<String> secrets, boolean needed, Terminal terminal)
      throws IOException {
    Doc params = params();
    for (String name : secrets) {
      boolean named = bare.contains(name);
      if (named && !terminal.canAsk()) {
        throw Failure.usage(
            "-p " + name + ": it is secret, and there is no terminal to ask for it: --params-file");
      }
      boolean missing = needed && !values.has(name) && terminal.canAsk();
      if (named || missing) {
        params = params.with(name, terminal.askSecret(name + ": "));
      }
    }
    return params;
  }

  private static Doc read(String file, Terminal terminal) throws IOException {
    try {
      List<YamlDocument> documents = Yaml.read(Input.name(file), Input.text(file, terminal));
      if (documents.isEmpty()) {
        return Doc.EMPTY;
      }
      if (documents.size() == 1 && documents.getFirst().value() instanceof Doc values) {
        return values;
      }
    } catch (TextException e) {
      // Only the places: a value may be secret, and stand in the message.
      StringBuilder places = new StringBuilder();
      for (Mistake mistake : e.mistakes()) {
        places.append(places.isEmpty() ? "" : ", ").append(mistake.file()).append(':');
        places.append(mistake.line()).append(':').append(mistake.column());
      }
      throw Failure.usage("--params-file: not as YAML that JSON could say: " + places);
    }
    throw Failure.usage("--params-file: expected one mapping of names to values in " + file);
  }
}
