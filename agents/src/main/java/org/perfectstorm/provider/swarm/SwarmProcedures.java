package org.perfectstorm.provider.swarm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.agent.Job;
import org.perfectstorm.agent.ProcedureException;
import org.perfectstorm.agent.Procedures;
import org.perfectstorm.value.Doc;

/**
 * Runs procedures of type {@code swarm}: docker commands, one after the other; the first that fails
 * is the last. The result is {@code {"outputs": [..]}}, what each command printed. If one of them
 * is not allowed, none runs.
 */
final class SwarmProcedures implements Procedures {
  private final DockerCommand docker;
  private final Allowance allowance;

  SwarmProcedures(DockerCommand docker, Allowance allowance) {
    this.docker = docker;
    this.allowance = allowance;
  }

  @Override
  public Doc run(Job job, Output output) throws ProcedureException, InterruptedException {
    List<List<String>> commands;
    try {
      commands = Commands.read(job.content());
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
      Repeats repeats =
          new Repeats(
              text -> {
                printed.add(text);
                output.write(text);
              });
      int code;
      try {
        code = docker.run(command, repeats::write);
        repeats.end();
      } catch (IOException e) {
        // The message has the whole line, and with it maybe secrets.
        throw ProcedureException.because("the docker command line cannot be started");
      }
      outputs.add(printed.text());
      if (code != 0) {
        output.write("[docker " + command.getFirst() + ": exit code " + code + "]\n");
        throw new ProcedureException(result(outputs));
      }
    }
    return result(outputs);
  }

  private static Doc result(List<String> outputs) {
    return Doc.of("outputs", outputs);
  }
}
