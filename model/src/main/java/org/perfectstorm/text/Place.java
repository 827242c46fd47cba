package org.perfectstorm.text;

import java.util.ArrayList;
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

  /**
   * The steps of a path that was written as people do, {@code $or[0].snapshot.Spec}, as far as
   * there are places. Keys may hold dots themselves: the longest that is there is taken.
   */
  public List<String> steps(String written) {
    List<String> steps = new ArrayList<>();
    Place place = this;
    String rest = written;
    while (!rest.isEmpty()) {
      String found = null;
      for (String key : place.children.keySet()) {
        if ((found == null || key.length() > found.length()) && begins(rest, key)) {
          found = key;
        }
      }
      if (found == null) {
        return steps;
      }
      steps.add(found);
      place = place.children.get(found);
      int end = rest.charAt(0) == '[' ? found.length() + 2 : found.length();
      rest = rest.substring(end);
      rest = rest.startsWith(".") ? rest.substring(1) : rest;
    }
    return steps;
  }

  private static boolean begins(String path, String key) {
    if (path.charAt(0) == '[') {
      return path.startsWith("[" + key + "]");
    }
    return path.startsWith(key)
        && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
  }
}
