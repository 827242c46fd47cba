package org.perfectstorm.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a write comes from. A browser says which page sends it; only stormd's own may. Whoever is
 * no browser (a script, an agent, curl) says nothing and may write as ever.
 */
final class Origin {
  private Origin() {}

  /**
   * Refuses the writes of other sites' pages.
   *
   * @throws Problem 403 if that is where it comes from
   */
  static void check(Exchange exchange) {
    String site = exchange.header("Sec-Fetch-Site");
    String origin = exchange.header("Origin");
    // What the browser itself concluded is right behind a proxy, too, where hosts may differ.
    boolean own =
        site != null
            ? site.equals("same-origin") || site.equals("none")
            : origin == null || isHost(origin, exchange.header("Host"));
    if (!own) {
      throw Problem.of(
          403,
          "A page of another site"
              + (origin == null ? "" : " (" + origin + ")")
              + " may not change anything here.");
    }
  }

  private static boolean isHost(String origin, String host) {
    try {
      String authority = new URI(origin).getAuthority();
      return authority != null
          && host != null
          && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
