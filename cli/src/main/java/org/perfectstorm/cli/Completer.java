package org.perfectstorm.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the word at the cursor could become. The shells' scripts ask for it by the hidden command
 * {@code __complete}, so that all shells know the same: commands, options, and the names of what
 * stormd has. No candidates means that files may be meant.
 */
final class Completer {
  /** Somebody waits with a finger on the key. */
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(2));

  private static final List<String> STATUSES =
      List.of(
          "unknown",
          "creating",
          "created",
          "starting",
          "running",
          "updating",
          "updated",
          "stopping",
          "stopped",
          "removing",
          "error");

  private final String environment;
  private CommandSpec spec = Grammar.whole();
  private final List<String> path = new ArrayList<>();
  private OptionSpec open;
  private int parameters;
  private String connect;

  /**
   * @param environment the address of the environment, or ""
   */
  Completer(String environment) {
    this.environment = environment;
  }

  /**
   * The candidates for the last of some words, those that begin like it.
   *
   * @param words what was typed after {@code stormctl}, the last one perhaps empty
   */
  List<String> candidates(List<String> words) {
    List<String> all = words.isEmpty() ? List.of("") : words;
    for (String word : all.subList(0, all.size() - 1)) {
      walk(word);
    }
    String current = all.getLast();
    List<String> candidates = open != null ? values(open) : words(current);
    return candidates.stream().filter(candidate -> candidate.startsWith(current)).toList();
  }

  private void walk(String word) {
    if (open != null) {
      if (open.longestName().equals("--connect")) {
        connect = word;
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
      parameters++;
    } else {
      spec = below.getCommandSpec();
      path.add(word);
    }
  }

  private List<String> words(String current) {
    List<String> candidates = new ArrayList<>();
    if (current.startsWith("-")) {
      for (OptionSpec option : spec.options()) {
        candidates.addAll(List.of(option.names()));
      }
    } else if (!spec.subcommands().isEmpty()) {
      candidates.addAll(spec.subcommands().keySet());
    } else {
      candidates.addAll(parameters());
    }
    return candidates;
  }

  private List<String> parameters() {
    String command = String.join(" ", path);
    boolean first = parameters == 0;
    return switch (command) {
      case "completion" -> first ? List.of("bash", "zsh", "fish") : List.of();
      case "resource get" -> first ? names(Kind.RESOURCE) : List.of();
      case "group get", "group members" -> first ? names(Kind.GROUP) : List.of();
      case "group rm" -> names(Kind.GROUP);
      case "group explain" ->
          first ? names(Kind.GROUP) : parameters == 1 ? names(Kind.RESOURCE) : List.of();
      case "agent get" -> first ? names(Kind.AGENT) : List.of();
      case "agent rm" -> names(Kind.AGENT);
      default -> List.of();
    };
  }

  private List<String> values(OptionSpec option) {
    return switch (option.longestName()) {
      case "--output" -> List.of("table", "json", "yaml", "name");
      case "--color" -> List.of("auto", "always", "never");
      case "--status" -> STATUSES;
      case "--type" -> types();
      default -> List.of();
    };
  }

  private List<String> names(Kind kind) {
    TreeSet<String> names = new TreeSet<>();
    for (Doc doc : list(kind)) {
      names.addAll(kind.names(doc));
    }
    return List.copyOf(names);
  }

  private List<String> types() {
    TreeSet<String> types = new TreeSet<>();
    for (Doc doc : list(Kind.RESOURCE)) {
      types.add(doc.text("type"));
    }
    return List.copyOf(types);
  }

  private List<Doc> list(Kind kind) {
    String text = connect != null ? connect : environment;
    try (Client client =
        new Client(text.isBlank() ? Address.DEFAULT : Address.parse(text), SHORT)) {
      return client.list(kind);
    } catch (ClientException | IllegalArgumentException e) {
      return List.of();
    }
  }
}
