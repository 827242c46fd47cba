package org.perfectstorm.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Query;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.Rewrite;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that pick out objects: {@code -Q}, {@code --type}, {@code --status}. */
public final class Filter {
  private Filter() {}

  /**
   * Adds the options.
   *
   * @param nouns what is listed: {@code resources}
   * @param fields those of {@code type} and {@code status} that it has
   */
  public static void declare(CommandSpec spec, String nouns, String... fields) {
    spec.addOption(
        Options.value(
            "QUERY",
            "Only " + nouns + " that this MongoDB query matches, in JSON or YAML.",
            "-Q",
            "--query"));
    for (String field : fields) {
      String plural = field.equals("type") ? "types" : "statuses";
      spec.addOption(
          Options.values(
              field.toUpperCase(Locale.ROOT),
              "Only " + nouns + " of this " + field + " (or " + plural + ").",
              "--".concat(field)));
    }
  }

  /**
   * All of them as one query; the empty one if there are none.
   *
   * @param kind what is listed
   * @throws Failure if the query is none, or there is no such status
   */
  public static Doc query(Kind kind, ParseResult arguments) {
    List<Doc> parts = new ArrayList<>();
    String text = Options.text(arguments, "-Q");
    if (text != null) {
      Doc query = read("-Q", text);
      if (!query.isEmpty()) {
        parts.add(query);
      }
    }
    field(parts, "type", Options.texts(arguments, "--type"));
    String[] statuses = Options.texts(arguments, "--status");
    for (String status : String.join(",", statuses).split(",")) {
      if (statuses.length > 0 && !kind.statuses().contains(status)) {
        throw Failure.usage(
            "--status: there is no status \"%s\"; there are %s"
                .formatted(status, String.join(", ", kind.statuses())));
      }
    }
    field(parts, "status", statuses);
    Doc query = parts.isEmpty() ? Doc.EMPTY : parts.getFirst();
    for (Doc part : parts.subList(Math.min(1, parts.size()), parts.size())) {
      query = and(query, part);
    }
    return query;
  }

  /**
   * What both of two queries match. The first stays as it is: only at its top are names as good as
   * ids in fields that refer to others.
   */
  public static Doc and(Doc query, Doc other) {
    if (query.isEmpty()) {
      return other;
    }
    List<Object> all = new ArrayList<>();
    if (query.get("$and") instanceof Arr before) {
      all.addAll(before);
    }
    all.add(other);
    return query.with("$and", Arr.from(all));
  }

  private static void field(List<Doc> parts, String field, String[] values) {
    if (values.length == 1 && values[0].indexOf(',') < 0) {
      parts.add(Doc.of(field, values[0]));
    } else if (values.length > 0) {
      parts.add(
          Doc.of(field, Doc.of("$in", Arr.of((Object[]) String.join(",", values).split(",")))));
    }
  }

  /**
   * A query as people type it.
   *
   * @param option where it was typed, for messages
   * @throws Failure if it is none
   */
  public static Doc read(String option, String text) {
    try {
      List<YamlDocument> documents = Yaml.read(option, text);
      if (documents.size() != 1 || !(documents.get(0).value() instanceof Doc query)) {
        throw Failure.usage(option + ": expected a mapping such as {image: {$regex: redis}}");
      }
      Query.compile(
          Rewrite.of(query), org.perfectstorm.mql.Options.withGroups((group, id) -> false));
      return query;
    } catch (TextException e) {
      throw Failure.usage(e.getMessage());
    } catch (QueryException e) {
      throw Failure.usage(option + ": " + e.getMessage());
    }
  }
}
