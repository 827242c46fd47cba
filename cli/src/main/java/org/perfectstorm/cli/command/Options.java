package org.perfectstorm.cli.command;

import java.time.Duration;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.model.Durations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Options and parameters that mean the same everywhere. */
public final class Options {
  private Options() {}

  /** An option that is there or not. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  /** An option with a value. */
  public static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option with a value that may be given several times. */
  public static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String[].class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The one parameter of a command, which must be given. */
  public static PositionalParamSpec parameter(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The second parameter of a command, which must be given. */
  public static PositionalParamSpec second(String label, String description) {
    return PositionalParamSpec.builder()
        .index("1")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The parameters of a command, of which there must be at least so many. */
  public static PositionalParamSpec parameters(int least, String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity(least + "..*")
        .required(least > 0)
        .type(String[].class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The help text: what it does, in a sentence or two, and examples, one a line. */
  public static void help(CommandSpec spec, String description, String... examples) {
    spec.usageMessage().description(description);
    if (examples.length > 0) {
      String[] footer = new String[examples.length];
      for (int i = 0; i < examples.length; i++) {
        footer[i] = "  ".concat(examples[i]);
      }
      spec.usageMessage().footerHeading(examples.length == 1 ? "%nExample:%n" : "%nExamples:%n");
      spec.usageMessage().footer(footer);
    }
  }

  /** The option {@code -o}. */
  public static OptionSpec format() {
    return value("FORMAT", "Print as table, json, yaml or name.", "-o", "--output");
  }

  /** Whether a flag was given. */
  public static boolean has(ParseResult arguments, String name) {
    return arguments.hasMatchedOption(name);
  }

  /** An option's value, or null. */
  public static String text(ParseResult arguments, String name) {
    return arguments.matchedOptionValue(name, (String) null);
  }

  /** The values of an option that may be given several times. */
  public static String[] texts(ParseResult arguments, String name) {
    return arguments.matchedOptionValue(name, new String[0]);
  }

  /** The one parameter of a command. */
  public static String parameter(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, (String) null);
  }

  /** The second parameter of a command. */
  public static String second(ParseResult arguments) {
    return arguments.matchedPositionalValue(1, (String) null);
  }

  /** The parameters of a command. */
  public static String[] parameters(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, new String[0]);
  }

  /**
   * An option's value as a length of time.
   *
   * @param otherwise without the option
   * @throws Failure if it is none
   */
  public static Duration duration(ParseResult arguments, String name, Duration otherwise) {
    String text = text(arguments, name);
    if (text == null) {
      return otherwise;
    }
    Duration duration = Durations.read(text);
    if (duration == null) {
      throw Failure.usage(
          name + ": expected a length of time such as 90s, 5m or 1h, not \"" + text + "\"");
    }
    return duration;
  }

  /**
   * An option's value as a whole number.
   *
   * @param least the smallest that makes sense
   * @param most the greatest; one that nobody reaches is not told
   * @param otherwise without the option
   * @throws Failure if it is none, or out of this range
   */
  public static long number(
      ParseResult arguments, String name, long least, long most, long otherwise) {
    String text = text(arguments, name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    String range = most >= Integer.MAX_VALUE ? "" : " from " + least + " to " + most;
    throw Failure.usage(name + ": expected a number" + range + ", not \"" + text + "\"");
  }

  /**
   * The form to print in.
   *
   * @throws Failure if it was asked for one that there is not
   */
  public static Format format(ParseResult arguments, Format otherwise) {
    String name = text(arguments, "-o");
    Format format = name == null ? otherwise : Format.named(name);
    if (format == null) {
      throw Failure.usage("-o: expected table, json, yaml or name, not \"" + name + "\"");
    }
    return format;
  }
}
