package org.perfectstorm.cli.command;

import org.perfectstorm.cli.output.Style;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;

/** What a command works with: the terminal, and stormd. */
public final class Session implements AutoCloseable {
  private final Terminal terminal;
  private final String given;
  private Client client;

  /**
   * @param given the address that was asked for, or null for that of the environment
   */
  public Session(Terminal terminal, String given) {
    this.terminal = terminal;
    this.given = given;
  }

  /** Where the command talks to. */
  public Terminal terminal() {
    return terminal;
  }

  /** How to render for it. */
  public Style style() {
    return Style.of(terminal);
  }

  /**
   * The stormd of {@code -C}, else of {@code STORMD_HOST}, else of this machine.
   *
   * @throws Failure if that is no address
   */
  public Client client() {
    if (client == null) {
      client = new Client(address());
    }
    return client;
  }

  private Address address() {
    String variable = terminal.environment("STORMD_HOST");
    try {
      return given != null
          ? Address.parse(given)
          : variable.isBlank() ? Address.DEFAULT : Address.parse(variable);
    } catch (IllegalArgumentException e) {
      throw Failure.usage((given != null ? "-C: " : "STORMD_HOST: ") + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
