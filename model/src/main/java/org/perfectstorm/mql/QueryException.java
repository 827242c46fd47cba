package org.perfectstorm.mql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perfectstorm.mql.bson.Flaw;

/**
 * A query that has no meaning, or that cannot be evaluated. The message names what is wrong and the
 * place: {@code unknown operator: $exits (did you mean $exists?) at $or[1].image.$exits}.
 */
public final class QueryException extends RuntimeException {
  private static final Pattern MEANT = Pattern.compile("(.*) \\(did you mean (\\S+)\\?\\)");

  private final String path;
  private final String reason;
  private final String suggestion;

  QueryException(Flaw flaw) {
    super(flaw.path().isEmpty() ? flaw.getMessage() : flaw.getMessage() + " at " + plain(flaw));
    this.path = plain(flaw);
    Matcher meant = MEANT.matcher(flaw.getMessage());
    this.reason = meant.matches() ? meant.group(1) : flaw.getMessage();
    this.suggestion = meant.matches() ? meant.group(2) : null;
  }

  /** Where in the query it is: {@code $or[1].image.$exits}; empty for the query as a whole. */
  public String path() {
    return path;
  }

  /** What is wrong, without the place and the suggestion. */
  public String reason() {
    return reason;
  }

  /** What a misspelt word was probably meant to be, or null. */
  public String suggestion() {
    return suggestion;
  }

  private static String plain(Flaw flaw) {
    return flaw.path().startsWith(".") ? flaw.path().substring(1) : flaw.path();
  }
}
