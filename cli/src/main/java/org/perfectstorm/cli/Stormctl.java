package org.perfectstorm.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.completion.ShellWords;
import org.perfectstorm.cli.terminal.Closed;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Unreachable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line's entry: reads what was typed, runs the command, says what went wrong in one
 * line. Exit codes: 0 done, 1 failed, 2 asked for in a way that makes no sense.
 */
public final class Stormctl {
  static {
    // Each of these keeps something from being loaded that is not used here: picocli's support of
    // Groovy and of java.time, and Java's file of security settings (whose value this is).
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.*");
    if (System.getProperty("jdk.includeInExceptions") == null) {
      System.setProperty("jdk.includeInExceptions", "hostInfoExclSocket");
    }
  }

  private final Terminal terminal;

  /** A command line on a terminal. */
  public Stormctl(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command and ends the process. */
  public static void main(String[] words) {
    int exitCode = new Stormctl(Terminal.system()).run(words);
    // Threads that still listen must not keep the process.
    Runtime.getRuntime().halt(exitCode);
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public int run(String... words) {
    boolean debug = Arrays.asList(words).contains("-D");
    try {
      return parsed(words);
    } catch (Closed e) {
      return 0;
    } catch (Failure e) {
      return fail(e.getMessage(), e.exitCode());
    } catch (ClientException e) {
      return fail(e.getMessage(), 1);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (debug) {
        e.printStackTrace();
      }
      return fail("internal error: " + e + (debug ? "" : " (-D says where)"), 1);
    }
  }

  private int parsed(String[] words) throws Exception {
    List<String> list = Arrays.asList(words);
    if (words.length > 0 && words[0].startsWith("__complete")) {
      return complete(words[0], list.subList(1, list.size()));
    }
    if (words.length > 0 && words[0].equals("help")) {
      // As with git and docker: help group ls.
      String[] asked = Arrays.copyOfRange(words, 1, words.length + 1);
      asked[words.length - 1] = "--help";
      return parsed(asked);
    }
    ParseResult result = null;
    try {
      result = commandLine(Grammar.only(list)).parseArgs(words);
    } catch (ParameterException e) {
      // Said by the whole grammar, which knows what else there is.
    }
    if (result == null || result.subcommand() == null || result.isUsageHelpRequested()) {
      result = whole(words);
      if (result == null) {
        return 2;
      }
    }
    terminal.colors(color(result));
    ParseResult last = result;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    if (last.isUsageHelpRequested()) {
      return help(last.commandSpec());
    }
    if (result.isVersionHelpRequested()) {
      terminal.print("stormctl " + version() + "\n");
      return 0;
    }
    if (!(last.commandSpec().userObject() instanceof Command command)) {
      return help(last.commandSpec());
    }
    try (Session session =
        new Session(terminal, option(result, "-C"), option(result, "--context"))) {
      return run(command, last, session);
    }
  }

  private int run(Command command, ParseResult arguments, Session session) throws Exception {
    try {
      return command.run(arguments, session);
    } catch (Unreachable e) {
      return fail(e.getMessage() + session.hint(), 1);
    } catch (IOException e) {
      // A file or a terminal; the message says which and why.
      return fail(e.getMessage() == null ? e.toString() : e.getMessage(), 1);
    }
  }

  /** What the whole grammar makes of it; null if it is nothing, and that was said. */
  private ParseResult whole(String[] words) {
    try {
      return commandLine(Grammar.whole()).parseArgs(words);
    } catch (ParameterException e) {
      String name = e.getCommandLine().getCommandSpec().qualifiedName();
      StringBuilder text = new StringBuilder(e.getMessage());
      if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
        List<String> suggestions = unmatched.getSuggestions();
        if (!suggestions.isEmpty() && suggestions.size() <= 3) {
          text.append(" (did you mean ").append(String.join(" or ", suggestions)).append("?)");
        }
      }
      fail(text + " ('" + name + " --help' explains)", 2);
      return null;
    }
  }

  /**
   * Prints what the last word could become: {@code __complete WORD...}, {@code __complete_words} of
   * words that still have their quotes, {@code __complete_line LINE BREAKS} of a line in bash.
   */
  private int complete(String how, List<String> words) {
    if (how.equals("__complete")) {
      print(new Completer(terminal).candidates(words));
    } else if (how.equals("__complete_words")) {
      List<String> bare =
          words.stream().map(each -> ShellWords.of(each).words().getLast()).toList();
      print(new Completer(terminal).candidates(bare));
    } else {
      ShellWords line = ShellWords.of(words.getFirst());
      String breaks = words.size() > 1 ? words.get(1) : "";
      List<String> typed = line.words().subList(1, line.words().size());
      print(
          new Completer(terminal)
              .candidates(typed).stream().map(each -> line.forBash(each, breaks)).toList());
    }
    return 0;
  }

  private void print(List<String> lines) {
    for (String each : lines) {
      terminal.print(each + "\n");
    }
  }

  private static CommandLine commandLine(CommandSpec spec) {
    return new CommandLine(spec).setUsageHelpAutoWidth(false).setOverwrittenOptionsAllowed(true);
  }

  /** The value of an option that may stand before or after the command; the last one counts. */
  private static String option(ParseResult result, String name) {
    String value = null;
    for (ParseResult each = result; each != null; each = each.subcommand()) {
      value = each.matchedOptionValue(name, value);
    }
    return value;
  }

  private static String color(ParseResult result) {
    String color = option(result, "--color");
    if (color == null) {
      return "auto";
    }
    return switch (color) {
      case "auto", "always", "never" -> color;
      default -> throw Failure.usage("--color: expected auto, always or never, not " + color);
    };
  }

  private int help(CommandSpec spec) {
    Ansi ansi = terminal.colors() ? Ansi.ON : Ansi.OFF;
    terminal.print(spec.commandLine().getUsageMessage(ansi));
    return 0;
  }

  private static String version() {
    String version = Stormctl.class.getPackage().getImplementationVersion();
    return version == null ? "0.1" : version;
  }

  private int fail(String message, int exitCode) {
    terminal.say("stormctl: " + message);
    return exitCode;
  }
}
