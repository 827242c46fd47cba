package org.perfectstorm.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A storm-swarm between the lab's swarm and a stormd. */
final class SwarmAgent implements AutoCloseable {
  private final String name;
  private final Stormd stormd;
  private final Swarm swarm;
  private final List<String> options;
  private int starts;
  private Program program;

  private SwarmAgent(String name, Stormd stormd, Swarm swarm, List<String> options) {
    this.name = name;
    this.stormd = stormd;
    this.swarm = swarm;
    this.options = options;
  }

  /** Starts one, with further options; does not wait for anything. */
  static SwarmAgent start(String name, Stormd stormd, Swarm swarm, String... options) {
    SwarmAgent agent = new SwarmAgent(name, stormd, swarm, List.of(options));
    agent.start();
    return agent;
  }

  /** Starts it (again). */
  void start() {
    starts++;
    List<String> command =
        new ArrayList<>(List.of(Repository.launcher("storm-swarm"), "-C", stormd.address()));
    for (int i = 1; i <= swarm.managers(); i++) {
      command.addAll(List.of("-H", "unix://" + swarm.socket(i)));
    }
    command.addAll(options);
    program = Program.start(starts == 1 ? name : name + "-" + starts, Map.of(), command);
  }

  Program program() {
    return program;
  }

  /** {@code kill -9}. */
  void kill() {
    program.kill();
  }

  @Override
  public void close() {
    program.close();
  }
}
