package org.perfectstorm.lab;

import static org.perfectstorm.lab.Eventually.eventually;

import java.time.Duration;

/** A stormd, the agent that tells it of the swarm, and a terminal: what most tests begin with. */
record Storm(Swarm swarm, Stormd stormd, SwarmAgent agent, Stormctl stormctl)
    implements AutoCloseable {
  /** How long the whole way from the swarm to stormd may take here; mostly it is one second. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Starts both, the agent with further options; returns when stormd shows the swarm. */
  static Storm on(Swarm swarm, String name, String... options) throws InterruptedException {
    Stormd stormd = Stormd.start(name + "-stormd");
    SwarmAgent agent = SwarmAgent.start(name + "-agent", stormd, swarm, options);
    Storm storm = new Storm(swarm, stormd, agent, new Stormctl(stormd));
    try {
      storm.showsTheSwarm();
    } catch (InterruptedException | AssertionError e) {
      storm.close();
      throw e;
    }
    return storm;
  }

  /** Waits until stormd shows exactly what the engine says. */
  void showsTheSwarm() throws InterruptedException {
    showsTheSwarm(PATIENCE);
  }

  /** As before. */
  void showsTheSwarm(Duration within) throws InterruptedException {
    eventually(within, () -> Picture.of(swarm).isShownBy(stormd));
  }

  @Override
  public void close() {
    try {
      agent.close();
    } finally {
      stormd.close();
    }
  }
}
