package org.perfectstorm.cli;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Everything that can be typed, as picocli wants it described. */
final class Grammar {
  private Grammar() {}

  /** All of it, for help and for messages about what is wrong. */
  static CommandSpec whole() {
    return only(null);
  }

  /**
   * As much as is needed to read some words: describing it all takes longer than reading it.
   *
   * @param words what was typed; null for all
   */
  static CommandSpec only(List<String> words) {
    CommandSpec root = CommandSpec.create().name("stormctl");
    root.usageMessage()
        .description(
            "See and steer everything you run, on any cloud, the way you would describe it.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  stormctl resource ls",
            "  stormctl import -f groups.yaml",
            "  stormctl group members redis --watch",
            "  stormctl -C one:28482,two:28482 event ls --follow",
            "",
            "stormd is looked for at 127.0.0.1:28482, or where -C, --context, STORMD_HOST or",
            "'stormctl context use' say.",
            "'stormctl COMMAND --help' explains each command.");
    root.addOption(
        everywhere(
                OptionSpec.builder("-C", "--connect")
                    .arity("1")
                    .type(String.class)
                    .paramLabel("HOST[:PORT]"))
            .description(
                "Where stormd is, or several on one MongoDB, such as one:28482,two:28482: the next"
                    + " is asked when one is away.")
            .build());
    root.addOption(
        everywhere(OptionSpec.builder("--context").arity("1").type(String.class).paramLabel("NAME"))
            .description("Where stormd is, by a name of 'stormctl context ls'.")
            .build());
    root.addOption(
        everywhere(OptionSpec.builder("--color").arity("1").type(String.class).paramLabel("WHEN"))
            .description("Colours: auto, always or never.")
            .build());
    root.addOption(
        everywhere(OptionSpec.builder("-D", "--debug").arity("0").type(boolean.class))
            .description("When something goes wrong inside, say where.")
            .build());
    root.addOption(
        everywhere(OptionSpec.builder("-h", "--help").arity("0").type(boolean.class))
            .usageHelp(true)
            .description("Show help.")
            .build());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .arity("0")
            .type(boolean.class)
            .versionHelp(true)
            .description("Show the version.")
            .build());
    for (String noun : Nouns.NAMES) {
      if (words == null || words.contains(noun)) {
        root.addSubcommand(noun, noun(noun));
      }
    }
    return root;
  }

  private static CommandSpec noun(String noun) {
    List<Command> commands = Nouns.commands(noun);
    if (Nouns.isCommand(noun)) {
      return verb(commands.get(0));
    }
    CommandSpec spec = CommandSpec.create();
    // Of each command the first example.
    List<String> examples = new ArrayList<>();
    for (Command command : commands) {
      CommandSpec verb = verb(command);
      examples.add(verb.usageMessage().footer()[0].strip());
      spec.addSubcommand(command.name(), verb);
    }
    Options.help(spec, Nouns.description(noun), examples.toArray(String[]::new));
    return spec;
  }

  private static CommandSpec verb(Command command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    command.declare(spec);
    return spec;
  }

  private static OptionSpec.Builder everywhere(OptionSpec.Builder option) {
    return option.scopeType(ScopeType.INHERIT);
  }
}
