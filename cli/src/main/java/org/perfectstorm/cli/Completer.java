package org.perfectstorm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perfectstorm.cli.completion.Known;
import org.perfectstorm.cli.completion.QueryCompletion;
import org.perfectstorm.cli.config.Contexts;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.model.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the word at the cursor could become. The shells' scripts ask for it by the hidden commands
 * {@code __complete} and {@code __complete_line}, so that all shells know the same: commands,
 * options, and the names of what stormd has. No candidates means that files may be meant.
 */
final class Completer {
  private final Terminal terminal;
  private CommandSpec spec;
  private final List<String> path = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private OptionSpec open;
  private String connect;
  private String context;

  Completer(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * The candidates for the last of some words, those that begin like it.
   *
   * @param words what was typed after {@code stormctl}, the last one perhaps empty
   */
  List<String> candidates(List<String> words) {
    List<String> all = words.isEmpty() ? List.of("") : words;
    spec = Grammar.only(all.subList(0, all.size() - 1));
    for (String word : all.subList(0, all.size() - 1)) {
      walk(word);
    }
    String current = all.getLast();
    int equals = current.indexOf('=');
    if (open == null && current.startsWith("--") && equals > 0) {
      open = spec.findOption(current.substring(0, equals));
      String begin = current.substring(0, equals + 1);
      return open == null
          ? List.of()
          : beginning(values(current.substring(equals + 1)), current.substring(equals + 1)).stream()
              .map(begin::concat)
              .toList();
    }
    return beginning(open != null ? values(current) : words(current), current);
  }

  private static List<String> beginning(List<String> candidates, String with) {
    return candidates.stream().filter(candidate -> candidate.startsWith(with)).toList();
  }

  private void walk(String word) {
    if (open != null) {
      switch (open.longestName()) {
        case "--connect" -> connect = word;
        case "--context" -> context = word;
        default -> {}
      }
      open = null;
      return;
    }
    if (word.startsWith("-")) {
      OptionSpec option = spec.findOption(word);
      open = option != null && option.arity().max() > 0 ? option : null;
      return;
    }
    CommandLine below = spec.subcommands().get(word);
    if (below == null) {
      parameters.add(word);
    } else {
      spec = below.getCommandSpec();
      path.add(word);
    }
  }

  private Known known() {
    return new Known(terminal, connect, context);
  }

  private List<String> words(String current) {
    if (current.startsWith("-")) {
      List<String> names = new ArrayList<>();
      for (OptionSpec option : spec.options()) {
        names.addAll(List.of(option.names()));
      }
      return names;
    }
    if (path.isEmpty()) {
      return Nouns.NAMES;
    }
    return spec.subcommands().isEmpty()
        ? parameter(current)
        : List.copyOf(spec.subcommands().keySet());
  }

  /** What the next parameter could be. */
  private List<String> parameter(String current) {
    int index = parameters.size();
    String noun = path.getFirst();
    if (path.size() == 1) {
      return switch (noun) {
        case "completion" -> index == 0 ? List.of("bash", "zsh", "fish") : List.of();
        case "wait-for", "export" -> kinds(noun, index, current);
        default -> List.of();
      };
    }
    String verb = path.getLast();
    if (noun.equals("context")) {
      return verb.equals("rm") || (verb.equals("use") && index == 0) ? contexts() : List.of();
    }
    Kind kind = kind(noun);
    if (kind == null || verb.equals("ls")) {
      return List.of();
    }
    if (verb.equals("explain") && index == 1) {
      return known().names(Kind.RESOURCE, current);
    }
    // Some take any number of objects, the others one.
    boolean many = spec.positionalParameters().stream().anyMatch(p -> p.arity().max() > 1);
    return many || index == 0 ? known().names(kind, current) : List.of();
  }

  private List<String> kinds(String command, int index, String current) {
    if (index > 0) {
      Kind kind = kind(parameters.getFirst());
      return kind == null || (index > 1 && command.equals("wait-for"))
          ? List.of()
          : known().names(kind, current);
    }
    List<String> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      boolean exported = kind == Kind.APPLICATION || kind == Kind.GROUP || kind == Kind.PROCEDURE;
      if (exported || command.equals("wait-for")) {
        kinds.add(kind.word());
      }
    }
    return kinds;
  }

  /** What the value of the open option could be. */
  private List<String> values(String current) {
    return switch (open.longestName()) {
      case "--output" -> List.of("table", "json", "yaml", "name");
      case "--color" -> List.of("auto", "always", "never");
      case "--context" -> contexts();
      case "--status" -> statuses();
      case "--type" -> known().types(kind(path.getFirst()));
      case "--group" -> known().names(Kind.GROUP, current);
      case "--target" -> {
        List<String> roots = beginning(known().roots(), current);
        yield roots.isEmpty() ? known().names(Kind.RESOURCE, current) : roots;
      }
      case "--param" ->
          parameters.isEmpty() ? List.of() : known().keys(parameters.getFirst(), "params");
      case "--option" ->
          parameters.isEmpty() ? List.of() : known().keys(parameters.getFirst(), "options");
      case "--on" -> changes(current);
      case "--query" ->
          asksForResources() ? new QueryCompletion(known()).candidates(current) : List.of();
      default -> List.of();
    };
  }

  private boolean asksForResources() {
    return path.getFirst().equals("resource")
        || path.getLast().equals("members")
        || (!parameters.isEmpty() && parameters.getFirst().equals("resource"));
  }

  private List<String> statuses() {
    return switch (path.getFirst()) {
      case "job" -> Kind.JOB.statuses();
      case "agent" -> Kind.AGENT.statuses();
      default -> Kind.RESOURCE.statuses();
    };
  }

  /** Several, with commas between. */
  private static List<String> changes(String current) {
    String before = current.substring(0, current.lastIndexOf(',') + 1);
    return List.of("joined", "left", "created", "updated", "deleted").stream()
        .map(before::concat)
        .toList();
  }

  private List<String> contexts() {
    List<String> names = new ArrayList<>();
    names.add(Contexts.DEFAULT);
    try {
      names.addAll(Contexts.of(terminal).addresses().keySet());
    } catch (IOException e) {
      // Said by the command itself.
    }
    return names;
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
