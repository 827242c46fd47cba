package org.perfectstorm.provider.docker.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.perfectstorm.provider.docker.engine.EngineException;

/** A command of procedures that docker's command line does not have. Used by several threads. */
public interface OwnCommand {
  /** How it is called: {@code service exec}. */
  String name();

  /** Whether these words are for it. */
  boolean is(List<String> words);

  /**
   * Looks whether it can be understood, and runs nothing.
   *
   * @throws IllegalArgumentException if not; the message is for people
   */
  void check(List<String> words);

  /**
   * Runs it to its end.
   *
   * @param output takes what it prints, as it comes
   * @return the exit code
   * @throws EngineException if it cannot be run; the message is for people
   * @throws IllegalArgumentException if it cannot be run as it stands; the message is for people
   */
  int run(List<String> words, Consumer<String> output)
      throws EngineException, IOException, InterruptedException;
}
