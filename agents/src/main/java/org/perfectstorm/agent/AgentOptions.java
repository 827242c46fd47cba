package org.perfectstorm.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.perfectstorm.client.Address;
import picocli.CommandLine.Option;

/** What every agent that discovers is told on its command line, and its running. */
public final class AgentOptions {
  @Option(
      names = {"-C", "--connect"},
      paramLabel = "HOST[:PORT]",
      description =
          "stormd's address (default 127.0.0.1:28482); the host \"gateway\" is, in a container, the"
              + " machine that it runs on")
  private String stormd;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "time between two looks at what has no events (default 1)")
  private double interval;

  @Option(
      names = {"-f", "--force-discovery"},
      description = "let stormd forget this agent's resources first")
  private boolean force;

  @Option(
      names = {"-D", "--debug"},
      description = "log more")
  private boolean debug;

  /**
   * Where stormd is.
   *
   * @throws IllegalArgumentException if that cannot be; the message is for people
   */
  public Address stormd(Map<String, String> environment) {
    String given = stormd == null || stormd.isBlank() ? environment.get("STORMD_HOST") : stormd;
    try {
      Address address = given == null || given.isBlank() ? Address.DEFAULT : Address.parse(given);
      return address.host().equals(Gateway.NAME)
          ? new Address(Gateway.address(), address.port())
          : address;
    } catch (IllegalArgumentException | IOException e) {
      throw new IllegalArgumentException("-C: " + e.getMessage(), e);
    }
  }

  /**
   * How often to look.
   *
   * @throws IllegalArgumentException if that cannot be; the message is for people
   */
  public Tempo tempo() {
    if (interval < 0.1 || interval > 3600) {
      throw new IllegalArgumentException(
          "--interval: expected seconds from 0.1 to 3600, got " + interval);
    }
    return Tempo.every(Duration.ofMillis(Math.round(interval * 1000)));
  }

  /** From now on the log has our form. */
  public void log() {
    LogLine.install(debug);
  }

  /** Runs an agent with these options until the process is told to stop. */
  public void run(Provider provider, Address stormd, List<? extends Duty> duties) {
    try (HttpStormd http = new HttpStormd(stormd);
        Agent agent = new Agent(provider, http, tempo(), force, duties)) {
      Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
      agent.run();
    }
  }
}
