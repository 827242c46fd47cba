package org.perfectstorm.provider.swarm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.perfectstorm.agent.Job;
import org.perfectstorm.agent.ProcedureException;
import org.perfectstorm.agent.Procedures;
import org.perfectstorm.provider.docker.command.Allowance;
import org.perfectstorm.provider.docker.command.Commands;
import org.perfectstorm.provider.docker.command.DockerCommand;
import org.perfectstorm.provider.docker.command.Printed;
import org.perfectstorm.provider.docker.command.Repeats;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.swarm.exec.ServiceExec;
import org.perfectstorm.value.Doc;

/**
 * Runs procedures of type {@code swarm}: docker commands, one after the other; the first that fails
 * is the last. The result is {@code {"outputs": [..]}}, what each command printed. If one of them
 * is not allowed, none runs.
 */
final class SwarmProcedures implements Procedures {
  private final DockerCommand docker;
  private final Allowance allowance;
  private final ServiceExec exec;

  SwarmProcedures(DockerCommand docker, Allowance allowance, ServiceExec exec) {
    this.docker = docker;
    this.allowance = allowance;
    this.exec = exec;
  }

  @Override
  public Doc run(Job job, Output output) throws ProcedureException, InterruptedException {
    List<List<String>> commands;
    try {
      commands = Commands.read(job.content());
      commands.stream().filter(ServiceExec::is).forEach(ServiceExec::check);
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
        String name = ServiceExec.is(command) ? "service exec" : command.getFirst();
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
      if (ServiceExec.is(command)) {
        return exec.run(command, both);
      }
      Repeats repeats = new Repeats(both);
      int code = docker.run(command, repeats::write);
      repeats.end();
      return code;
    } catch (IllegalArgumentException | EngineException e) {
      output.write("[" + e.getMessage() + "]\n");
      throw ProcedureException.because(e.getMessage());
    } catch (IOException e) {
      // The message has the whole line, and with it maybe secrets.
      throw ProcedureException.because("the docker command line cannot be started");
    }
  }

  private static Doc result(List<String> outputs) {
    return Doc.of("outputs", outputs);
  }
}
