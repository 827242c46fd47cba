package org.perfectstorm.model;

import java.util.Comparator;

/**
 * An object's place in the list of its kind: by two texts (a missing one comes first), then by id,
 * so that the order is total and equal for everybody.
 *
 * @param first a resource's type, a job's creation time, else the name
 * @param second a resource's smallest name
 * @param id the object's id
 */
public record Position(String first, String second, String id) implements Comparable<Position> {
  private static final Comparator<String> MISSING_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::first, MISSING_FIRST)
          .thenComparing(Position::second, MISSING_FIRST)
          .thenComparing(Position::id);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
