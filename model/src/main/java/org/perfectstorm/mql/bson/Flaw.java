package org.perfectstorm.mql.bson;

/**
 * Something in a query that has no meaning, or cannot be computed for a document. Found deep
 * inside, it does not know where it stands in the query: that is added on the way out ({@link
 * #at}).
 */
public final class Flaw extends RuntimeException {
  private final String path;

  /** A flaw right here. */
  public Flaw(String message) {
    this(message, "");
  }

  private Flaw(String message, String path) {
    super(message, null, false, false);
    this.path = path;
  }

  /** Where it is, below the place that gets this: {@code [1].$gt}, or empty. */
  public String path() {
    return path;
  }

  /** The same flaw, seen from one step further out: {@code .$or}, {@code [1]}. */
  public Flaw at(String step) {
    return new Flaw(getMessage(), step + path);
  }
}
