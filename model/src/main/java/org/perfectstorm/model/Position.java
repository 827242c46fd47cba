package org.perfectstorm.model;

/**
 * An object's place in the list of its kind: by two texts (a missing one comes first), then by id,
 * so that the order is total and equal for everybody.
 *
 * @param first a resource's type, a job's creation time, else the name
 * @param second a resource's smallest name
 * @param id the object's id
 */
public record Position(String first, String second, String id) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    int order = missingFirst(first, other.first);
    if (order == 0) {
      order = missingFirst(second, other.second);
    }
    return order == 0 ? id.compareTo(other.id) : order;
  }

  @SuppressWarnings("ReferenceEquality") // which saves to look at equal texts
  private static int missingFirst(String one, String other) {
    if (one == other) {
      return 0;
    }
    if (one == null || other == null) {
      return one == null ? -1 : 1;
    }
    return one.compareTo(other);
  }
}
