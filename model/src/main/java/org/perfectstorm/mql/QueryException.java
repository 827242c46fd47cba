package org.perfectstorm.mql;

import org.perfectstorm.mql.bson.Flaw;

/**
 * A query that has no meaning, or that cannot be evaluated. The message names what is wrong and the
 * place: {@code unknown operator: $exits (did you mean $exists?) at $or[1].image.$exits}.
 */
public final class QueryException extends RuntimeException {
  private final String path;

  QueryException(Flaw flaw) {
    super(flaw.path().isEmpty() ? flaw.getMessage() : flaw.getMessage() + " at " + plain(flaw));
    this.path = plain(flaw);
  }

  /** Where in the query it is: {@code $or[1].image.$exits}; empty for the query as a whole. */
  public String path() {
    return path;
  }

  private static String plain(Flaw flaw) {
    return flaw.path().startsWith(".") ? flaw.path().substring(1) : flaw.path();
  }
}
