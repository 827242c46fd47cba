package org.perfectstorm.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Servers;
import picocli.CommandLine.Option;

/** What every agent that discovers is told on its command line, and its running. */
public final class AgentOptions {
  /** The environment's variable. */
  private static final String VARIABLE = "STORMD_HOST";

  @Option(
      names = {"-C", "--connect"},
      paramLabel = "HOST[:PORT]",
      description =
          "stormd's address (default 127.0.0.1:28482), or those of several on one MongoDB, such as"
              + " one:28482,two:28482, of which the next is called when one is away; the host"
              + " \"gateway\" is, in a container, the machine that it runs on")
  private String connect;

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
   * @throws IllegalArgumentException if that makes no sense; the message names the option or
   *     variable
   */
  public Servers stormd(Map<String, String> environment) {
    boolean isGiven = connect != null && !connect.isBlank();
    String text = isGiven ? connect : environment.getOrDefault(VARIABLE, "");
    if (text.isBlank()) {
      return Servers.of(Address.DEFAULT);
    }
    try {
      List<Address> addresses = new ArrayList<>();
      for (Address address : Servers.parse(text).addresses()) {
        boolean isGateway = address.host().equals(Gateway.NAME);
        addresses.add(isGateway ? new Address(Gateway.address(), address.port()) : address);
      }
      return Servers.of(addresses);
    } catch (IllegalArgumentException | IOException e) {
      throw new IllegalArgumentException((isGiven ? "-C" : VARIABLE) + ": " + e.getMessage(), e);
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
  public void run(Provider provider, Servers stormd, List<? extends Duty> duties) {
    try (HttpStormd http = new HttpStormd(stormd);
        Agent agent = new Agent(provider, http, tempo(), force, duties)) {
      Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "stop"));
      agent.run();
    }
  }
}
