package org.perfectstorm.text;

import java.util.List;
import java.util.Map;

/**
 * Where a value stands in its file, and where the values in it stand.
 *
 * @param line from 1
 * @param column from 1
 * @param children by key, or by index as a decimal number
 */
public record Place(int line, int column, Map<String, Place> children) {

  /** The place at the end of a path, or of as much of the path as there is. */
  public Place at(List<String> path) {
    Place place = this;
    for (String step : path) {
      Place child = place.children.get(step);
      if (child == null) {
        return place;
      }
      place = child;
    }
    return place;
  }
}
