package org.perfectstorm.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * One command: what it takes, and what it does.
 *
 * <p>Declared by hand, not by picocli's annotations: reading those takes as long as all the rest.
 */
public interface Command {
  /** The exit code of what did not come to its end in time: that of {@code timeout(1)}. */
  int TIMED_OUT = 124;

  /** The exit code of what was called off: that of a process that Ctrl-C ends. */
  int CANCELLED = 130;

  /** The word by which it is called: {@code ls}. */
  String name();

  /** Adds the help text, options and parameters. */
  void declare(CommandSpec spec);

  /**
   * Does it.
   *
   * @return the exit code
   * @throws Failure if it could not be done, or was asked for in a way that makes no sense
   * @throws org.perfectstorm.client.ClientException if stormd did not do its part
   */
  int run(ParseResult arguments, Session session) throws Exception;
}
