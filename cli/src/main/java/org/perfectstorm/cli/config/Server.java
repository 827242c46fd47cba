package org.perfectstorm.cli.config;

import java.io.IOException;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Servers;

/**
 * The stormd that is meant, or several on one store.
 *
 * @param servers where it is
 * @param hint what to say about where that was taken from, when it does not answer
 */
public record Server(Servers servers, String hint) {
  private static final String USUAL = "-C or STORMD_HOST say where it is";

  /**
   * That of {@code -C}, else of {@code --context}, else of {@code STORMD_HOST}, else of the context
   * in use, else the one on this machine.
   *
   * @param connect the value of {@code -C}, or null
   * @param context the value of {@code --context}, or null
   * @throws IllegalArgumentException if that is no address, or no context
   * @throws IOException if the contexts cannot be read
   */
  public static Server of(Terminal terminal, String connect, String context) throws IOException {
    if (connect != null && context != null) {
      throw new IllegalArgumentException("-C and --context exclude each other");
    }
    if (connect != null) {
      return new Server(servers("-C", connect), USUAL);
    }
    String variable = terminal.environment("STORMD_HOST");
    if (context == null && !variable.isBlank()) {
      return new Server(servers("STORMD_HOST", variable), USUAL);
    }
    if (Contexts.DEFAULT.equals(context)) {
      return new Server(Servers.of(Address.DEFAULT), USUAL);
    }
    Contexts contexts = Contexts.of(terminal);
    String name = context == null ? contexts.current() : context;
    if (name == null) {
      return new Server(Servers.of(Address.DEFAULT), USUAL);
    }
    String address = contexts.addresses().get(name);
    if (address == null) {
      throw new IllegalArgumentException(
          "--context: there is no " + name + ": 'stormctl context ls' shows those that there are");
    }
    return new Server(
        servers("context " + name, address),
        "context " + name + " says so; 'stormctl context ls' shows all");
  }

  private static Servers servers(String from, String text) {
    try {
      return Servers.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(from + ": " + e.getMessage(), e);
    }
  }
}
