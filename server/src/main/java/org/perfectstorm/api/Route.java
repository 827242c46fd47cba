package org.perfectstorm.api;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.perfectstorm.api.openapi.Operation;

/**
 * One thing that can be asked for.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path with {@code {key}} for an id or name
 * @param action what answers
 * @param operation what it does, takes and answers, for the OpenAPI document
 */
record Route(String method, String path, Action action, Operation operation) {
  /** What answers a request, or throws a {@link Problem}. */
  interface Action {
    void answer(Exchange exchange) throws IOException;
  }

  Route(String method, String path, Action action) {
    this(method, path, action, Operation.of(method, path));
  }

  /** With what it does, takes and answers. */
  Route that(UnaryOperator<Operation> says) {
    return new Route(method, path, action, says.apply(operation));
  }
}
