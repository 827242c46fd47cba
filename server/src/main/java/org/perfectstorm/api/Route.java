package org.perfectstorm.api;

import java.io.IOException;

/**
 * One thing that can be asked for.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path with {@code {key}} for an id or name
 * @param action what answers
 */
record Route(String method, String path, Action action) {
  /** What answers a request, or throws a {@link Problem}. */
  interface Action {
    void answer(Exchange exchange) throws IOException;
  }
}
