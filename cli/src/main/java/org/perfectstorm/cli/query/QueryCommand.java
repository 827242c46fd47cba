package org.perfectstorm.cli.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.QueryLines;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code stormctl query FILTER [FILE...]}: the documents of files that a query matches, as grep
 * finds lines; and {@code stormctl query test}: the engine on cases. Neither asks a server.
 */
public final class QueryCommand implements Command {
  private static final String TEST = "test";

  @Override
  public String name() {
    return "query";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Options.flag("Print how many documents match, not which.", "-c", "--count"));
    spec.addOption(Options.flag("The documents that do not match.", "-v", "--invert"));
    spec.addPositional(
        Options.parameters(
            1,
            "FILTER|test [FILE...]",
            "A MongoDB query in JSON or YAML, and files to look through (standard input if there"
                + " are none); or the word test."));
    Options.help(
        spec,
        "Prints the documents of JSON lines, JSON arrays or YAML files that a MongoDB query"
            + " matches. Ends with 0 if there are any, with 1 if not. With the word test it reads"
            + " lines {\"query\": .., \"docs\": [..]} and answers each with {\"match\": [indexes]}"
            + " or {\"error\": ..}.",
        "stormctl query '{status: error}' resources.jsonl",
        "stormctl resource ls -o json | stormctl query -c '{image: {$regex: ^redis}}'",
        "stormctl query test < cases.jsonl");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    List<String> words = List.of(Options.parameters(arguments));
    if (words.equals(List.of(TEST))) {
      QueryLines.answer(session.terminal().input(), session.terminal().output());
      return 0;
    }
    Query query = compile(words.get(0));
    boolean wanted = !Options.has(arguments, "-v");
    Matches matches =
        new Matches(
            session.terminal(), doc -> query.check(doc) == wanted, Options.has(arguments, "-c"));
    try {
      if (words.size() == 1) {
        matches.among("(stdin)", session.terminal().input());
      }
      for (String file : words.subList(1, words.size())) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
          matches.among(file, in);
        } catch (NoSuchFileException e) {
          throw Failure.usage(file + ": no such file");
        }
      }
    } catch (QueryException e) {
      throw Failure.usage("the query cannot be evaluated: " + e.getMessage());
    }
    return matches.end();
  }

  private static Query compile(String text) {
    try {
      List<YamlDocument> documents = Yaml.read("FILTER", text);
      if (documents.size() == 1 && documents.get(0).value() instanceof Doc query) {
        return Query.compile(query);
      }
    } catch (TextException e) {
      throw Failure.usage(e.getMessage());
    } catch (QueryException e) {
      throw Failure.usage("FILTER: " + e.getMessage());
    }
    throw Failure.usage("FILTER: expected a mapping such as {image: {$regex: redis}}");
  }
}
