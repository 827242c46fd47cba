package org.perfectstorm.provider.docker.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.perfectstorm.agent.Job;
import org.perfectstorm.agent.ProcedureException;
import org.perfectstorm.agent.Procedures;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.value.Doc;

/**
 * Runs procedures that are docker commands, one after the other; the first that fails is the last.
 * The result is {@code {"outputs": [..]}}, what each command printed. If one of them is not
 * allowed, none runs.
 */
public final class DockerProcedures implements Procedures {
  private final DockerCommand docker;
  private final Allowance allowance;
  private final List<OwnCommand> own;

  /**
   * Runs nothing yet.
   *
   * @param own what may be run beyond docker's own commands
   */
  public DockerProcedures(DockerCommand docker, Allowance allowance, OwnCommand... own) {
    this.docker = docker;
    this.allowance = allowance;
    this.own = List.of(own);
  }

  @Override
  public Doc run(Job job, Output output) throws ProcedureException, InterruptedException {
    List<List<String>> commands;
    try {
      commands = Commands.read(job.content());
      for (List<String> command : commands) {
        ownOf(command).ifPresent(known -> known.check(command));
      }
    } catch (IllegalArgumentException e) {
      throw ProcedureException.because(e.getMessage());
    }
    String objection = allowance.objection(commands);
    if (objection != null) {
      throw ProcedureException.because(objection);
    }
    List<String> outputs = new ArrayList<>();
    for (List<String> command : commands) {
      Printed printed = new Printed();
      int code = run(command, printed, output);
      outputs.add(printed.text());
      if (code != 0) {
        String name = ownOf(command).map(OwnCommand::name).orElse(command.getFirst());
        output.write("[docker " + name + ": exit code " + code + "]\n");
        throw new ProcedureException(result(outputs));
      }
    }
    return result(outputs);
  }

  private int run(List<String> command, Printed printed, Output output)
      throws ProcedureException, InterruptedException {
    Consumer<String> both =
        text -> {
          printed.add(text);
          output.write(text);
        };
    try {
      Optional<OwnCommand> known = ownOf(command);
      if (known.isPresent()) {
        return known.get().run(command, both);
      }
      Repeats repeats = new Repeats(both);
      try {
        return docker.run(command, repeats::write);
      } finally {
        // What it said last, also of a command that was stopped.
        repeats.end();
      }
    } catch (IllegalArgumentException | EngineException e) {
      output.write("[" + e.getMessage() + "]\n");
      throw ProcedureException.because(e.getMessage());
    } catch (IOException e) {
      // The message has the whole line, and with it maybe secrets.
      throw ProcedureException.because("the docker command line cannot be started");
    }
  }

  private Optional<OwnCommand> ownOf(List<String> command) {
    return own.stream().filter(each -> each.is(command)).findFirst();
  }

  private static Doc result(List<String> outputs) {
    return Doc.of("outputs", outputs);
  }
}
