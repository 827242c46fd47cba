package org.perfectstorm.mql.bson;

import org.bson.BsonUndefined;

/** What counts as true. */
public final class Truth {
  private Truth() {}

  /** Whether a value counts as true: all but false, null, undefined, missing and zero. */
  public static boolean of(Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case Missing _, BsonUndefined _ -> false;
      case Object number when Numbers.is(number) ->
          Numbers.isNaN(number) || Numbers.compare(number, 0) != 0;
      default -> true;
    };
  }
}
