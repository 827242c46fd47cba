package org.perfectstorm.mql;

import org.bson.types.Symbol;

/** {@code $eq} with a string: by far the most common, and most often the very same object. */
record EqualText(String wanted) implements Operator {
  @Override
  public boolean accepts(Object value) {
    return value instanceof String text
        ? wanted.equals(text)
        : value instanceof Symbol symbol && wanted.equals(symbol.getSymbol());
  }
}
