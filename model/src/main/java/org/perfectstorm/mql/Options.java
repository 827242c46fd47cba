package org.perfectstorm.mql;

/**
 * How a query is compiled.
 *
 * @param resources whether documents are those of the API, which keep in {@code id} what queries
 *     call {@code _id}
 * @param groups answers {@code $group}; null where there are no groups, and {@code $group} is an
 *     error
 */
public record Options(boolean resources, Membership groups) {
  /** Any documents, MongoDB's language as it is. */
  public static final Options PLAIN = new Options(false, null);

  /** The API's documents, without groups of groups. */
  public static final Options RESOURCES = new Options(true, null);

  /** The API's documents, and groups that may ask for other groups. */
  public static Options withGroups(Membership groups) {
    return new Options(true, groups);
  }
}
