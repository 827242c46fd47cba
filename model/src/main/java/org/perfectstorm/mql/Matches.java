package org.perfectstorm.mql;

import org.bson.BsonRegularExpression;
import org.bson.types.Symbol;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.regex.Regex;

/** {@code $regex}: a string that the pattern is found in, or the same regular expression. */
record Matches(Regex regex, BsonRegularExpression literal) implements Operator {
  /** A regular expression that is a value of its own in the query. */
  static Matches literal(BsonRegularExpression regex) {
    return new Matches(Regex.compile(regex.getPattern(), regex.getOptions()), regex);
  }

  /** The operand of {@code $regex}, with its {@code $options} or null. */
  static Matches of(Object pattern, String options) {
    return switch (pattern) {
      case String text -> literal(new BsonRegularExpression(text, options == null ? "" : options));
      case BsonRegularExpression regex when options == null -> literal(regex);
      case BsonRegularExpression regex when regex.getOptions().isEmpty() ->
          literal(new BsonRegularExpression(regex.getPattern(), options));
      case BsonRegularExpression _ -> throw new Flaw("options set in both $regex and $options");
      case null, default -> throw new Flaw("$regex has to be a string");
    };
  }

  @Override
  public boolean accepts(Object value) {
    return switch (value) {
      case String text -> regex.foundIn(text);
      case Symbol symbol -> regex.foundIn(symbol.getSymbol());
      case BsonRegularExpression other -> literal.equals(other);
      case null, default -> false;
    };
  }
}
