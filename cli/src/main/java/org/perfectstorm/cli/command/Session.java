package org.perfectstorm.cli.command;

import java.io.IOException;
import org.perfectstorm.cli.config.Server;
import org.perfectstorm.cli.output.Style;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Client;

/** What a command works with: the terminal, and stormd. */
public final class Session implements AutoCloseable {
  private final Terminal terminal;
  private final String connect;
  private final String context;
  private Server server;
  private Client client;

  /**
   * @param connect the address that was asked for, or null
   * @param context the context that was asked for, or null
   */
  public Session(Terminal terminal, String connect, String context) {
    this.terminal = terminal;
    this.connect = connect;
    this.context = context;
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
   * The stormd that is meant; see {@link Server}.
   *
   * @throws Failure if none is
   */
  public Client client() {
    if (client == null) {
      try {
        server = Server.of(terminal, connect, context);
      } catch (IllegalArgumentException e) {
        throw Failure.usage(e.getMessage());
      } catch (IOException e) {
        throw Failure.because(e.getMessage());
      }
      client = new Client(server.servers());
    }
    return client;
  }

  /** Where its address was taken from, for people who wonder why it does not answer. */
  public String hint() {
    return server == null ? "" : " (" + server.hint() + ")";
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
