package org.perfectstorm.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine on which a container runs, as the container sees it: where its default route leads.
 * What the machine publishes can be reached there, whatever the container's network is called.
 */
public final class Gateway {
  /** The name that stands for it where an address is expected. */
  public static final String NAME = "gateway";

  private static final Path ROUTES = Path.of("/proc/net/route");

  private Gateway() {}

  /**
   * Its IPv4 address.
   *
   * @throws IOException if there is no default route, or no way to know it; the message says so
   */
  public static String address() throws IOException {
    return address(Files.readAllLines(ROUTES));
  }

  /** Reads Linux's table of routes: hexadecimal, the bytes of addresses last first. */
  static String address(List<String> routes) throws IOException {
    for (String line : routes.subList(Math.min(1, routes.size()), routes.size())) {
      String[] parts = line.split("\\s+");
      if (parts.length > 2 && parts[1].equals("00000000") && !parts[2].equals("00000000")) {
        long bytes = Long.parseLong(parts[2], 16);
        return "%d.%d.%d.%d"
            .formatted(bytes & 255, bytes >> 8 & 255, bytes >> 16 & 255, bytes >> 24 & 255);
      }
    }
    throw new IOException("there is no default route to a " + NAME);
  }
}
