package org.perfectstorm.cli.job;

import java.util.List;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;

/**
 * {@code NAME=VALUE} or {@code NAME}, as people give it to an option.
 *
 * @param option the option, for messages
 * @param written the value as it was written; null if there is none
 */
record Assignment(String option, String name, String written) {
  /**
   * Reads one.
   *
   * @throws Failure if there is no name
   */
  static Assignment of(String option, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (name.isBlank()) {
      throw Failure.usage(option + ": expected NAME or NAME=VALUE, not \"" + text + "\"");
    }
    return new Assignment(option, name, equals < 0 ? null : text.substring(equals + 1));
  }

  /**
   * The value, which is in YAML.
   *
   * @throws Failure if it is not
   */
  Object value() {
    try {
      List<YamlDocument> documents = Yaml.read(option + " " + name, written);
      // An empty value is the empty text.
      return documents.isEmpty() ? "" : documents.getFirst().value();
    } catch (TextException e) {
      throw Failure.usage(
          option
              + " "
              + name
              + ": the value is no YAML: put text in quotes inside of the shell's quotes");
    }
  }
}
