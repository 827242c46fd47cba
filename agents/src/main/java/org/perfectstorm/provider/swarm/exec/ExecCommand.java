package org.perfectstorm.provider.swarm.exec;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * What {@code service exec} was told.
 *
 * @param options options of {@code docker exec}, as it takes them
 * @param group the group whose tasks are meant; null if {@code target} says it
 * @param target a task or a service, by name or ID; null if {@code group} says it
 * @param which of several tasks
 * @param command the command and its arguments, as they are
 */
record ExecCommand(
    List<String> options, String group, String target, Which which, List<String> command) {
  private static final String FORM =
      "service exec [-d] [-e VAR=VALUE] [-u USER] [-w FOLDER] [--privileged]"
          + " [--any|--all] TASK|SERVICE|--group GROUP COMMAND...";

  /** In which of the tasks it runs. */
  enum Which {
    /** There must be only one. */
    ONE,
    ANY,
    ALL
  }

  /** Whether a command is this one; Docker has none of this name. */
  static boolean is(List<String> words) {
    return words.size() >= 2 && words.get(0).equals("service") && words.get(1).equals("exec");
  }

  /**
   * Reads the words, from {@code service exec} on.
   *
   * @throws IllegalArgumentException if something is missing or not known; the message is for
   *     people
   */
  static ExecCommand read(List<String> words) {
    Line line = new Line();
    try {
      new CommandLine(line)
          .setStopAtPositional(true)
          .setExpandAtFiles(false)
          .parseArgs(words.subList(2, words.size()).toArray(String[]::new));
    } catch (ParameterException e) {
      String first = e.getMessage().lines().findFirst().orElse("");
      throw new IllegalArgumentException("service exec: " + first + "; it goes: " + FORM, e);
    }
    return line.read();
  }

  /** Taken apart as docker's own options are. */
  @Command(name = "exec")
  private static final class Line {
    @Option(names = {"-d", "--detach"})
    private boolean detach;

    @Option(names = {"-e", "--env"})
    private List<String> environment = new ArrayList<>();

    @Option(names = {"-u", "--user"})
    private String user;

    @Option(names = {"-w", "--workdir"})
    private String folder;

    @Option(names = "--privileged")
    private boolean privileged;

    @Option(names = "--group")
    private String group;

    @Option(names = "--any")
    private boolean any;

    @Option(names = "--all")
    private boolean all;

    @Parameters private List<String> rest = new ArrayList<>();

    ExecCommand read() {
      int command = group == null ? 1 : 0;
      if (rest.size() <= command || (any && all)) {
        throw new IllegalArgumentException(
            "service exec: "
                + (any && all ? "--any or --all, not both" : "something is missing")
                + "; it goes: "
                + FORM);
      }
      return new ExecCommand(
          options(),
          group,
          group == null ? rest.getFirst() : null,
          any ? Which.ANY : all ? Which.ALL : Which.ONE,
          List.copyOf(rest.subList(command, rest.size())));
    }

    private List<String> options() {
      List<String> options = new ArrayList<>();
      if (detach) {
        options.add("--detach");
      }
      environment.forEach(variable -> options.add("--env=" + variable));
      if (user != null) {
        options.add("--user=" + user);
      }
      if (folder != null) {
        options.add("--workdir=" + folder);
      }
      if (privileged) {
        options.add("--privileged");
      }
      return List.copyOf(options);
    }
  }

  /** What {@code docker} is told for one container. */
  List<String> dockerExec(String container) {
    List<String> words = new ArrayList<>(List.of("exec"));
    words.addAll(options);
    words.add(container);
    words.addAll(command);
    return words;
  }
}
