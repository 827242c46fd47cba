package org.perfectstorm.mql.regex;

/**
 * How often something is repeated: {@code *}, {@code +}, {@code ?}, {@code {2,5}}.
 *
 * @param most {@link Node#UNLIMITED} if there is no end
 */
record Times(int least, int most) {
  private static final int MOST_REPEATS = 65_535;

  /**
   * Reads it.
   *
   * @return null if no quantifier stands here; then nothing is read
   */
  static Times read(Cursor cursor) {
    if (cursor.skip("*")) {
      return new Times(0, Node.UNLIMITED);
    }
    if (cursor.skip("+")) {
      return new Times(1, Node.UNLIMITED);
    }
    if (cursor.skip("?")) {
      return new Times(0, 1);
    }
    int from = cursor.at;
    if (cursor.skip("{")) {
      String least = cursor.digits(10, 9);
      if (!least.isEmpty()) {
        boolean range = cursor.skip(",");
        String most = range ? cursor.digits(10, 9) : least;
        if (cursor.skip("}")) {
          return new Times(
                  Integer.parseInt(least), most.isEmpty() ? Node.UNLIMITED : Integer.parseInt(most))
              .checked(cursor);
        }
      }
    }
    cursor.at = from;
    return null;
  }

  private Times checked(Cursor cursor) {
    if (least > MOST_REPEATS || most > MOST_REPEATS) {
      throw cursor.flaw("number too big in {} quantifier");
    }
    if (most != Node.UNLIMITED && most < least) {
      throw cursor.flaw("numbers out of order in {} quantifier");
    }
    return this;
  }
}
