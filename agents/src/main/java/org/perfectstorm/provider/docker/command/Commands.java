package org.perfectstorm.provider.docker.command;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;

/**
 * The content of a procedure: a YAML list of docker commands, each a string (split as a shell
 * would) or a list of words; without the word {@code docker}.
 */
public final class Commands {
  private static final String FORM =
      "expected a YAML list of docker commands, such as '- service create --name web nginx'";

  private Commands() {}

  /**
   * The words of each command.
   *
   * @throws IllegalArgumentException if it is no such list; the message says which command and why,
   *     and nothing of their words
   */
  public static List<List<String>> read(String content) {
    List<YamlDocument> documents;
    try {
      documents = Yaml.read("content", content);
    } catch (TextException e) {
      Mistake first = e.mistakes().getFirst();
      throw new IllegalArgumentException(
          FORM + "; line " + first.line() + ", column " + first.column() + " is no YAML");
    }
    if (documents.size() != 1 || !(documents.getFirst().value() instanceof Arr list)) {
      throw new IllegalArgumentException(FORM);
    }
    List<List<String>> commands = new ArrayList<>();
    for (Object item : list) {
      List<String> words = words(item, commands.size() + 1);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("command " + (commands.size() + 1) + " is empty");
      }
      commands.add(words);
    }
    return commands;
  }

  private static List<String> words(Object item, int number) {
    return switch (item) {
      case String line -> split(line, number);
      case Arr words -> words.stream().map(word -> word(word, number)).toList();
      case null, default ->
          throw new IllegalArgumentException(
              "command " + number + ": expected a string or a list of strings");
    };
  }

  private static List<String> split(String line, int number) {
    try {
      return ShellWords.of(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("command " + number + ": " + e.getMessage());
    }
  }

  private static String word(Object word, int number) {
    return switch (word) {
      case String text -> text;
      case Number value -> value.toString();
      case Boolean value -> value.toString();
      case null, default ->
          throw new IllegalArgumentException("command " + number + ": a word is no string");
    };
  }
}
