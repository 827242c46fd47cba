package org.perfectstorm.core;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Questions to groups, in the order in which they can be answered: a group that asks others comes
 * after them.
 */
final class Questions {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::depth).thenComparing(Place::group);

  private final Map<String, Integer> depths;
  private final TreeMap<Place, Question> waiting = new TreeMap<>(ORDER);

  private record Place(int depth, String group) {}

  /**
   * @param depths how deep each group's query asks other groups
   */
  Questions(Map<String, Integer> depths) {
    this.depths = depths;
  }

  /** The question to a group, which may be extended. */
  Question to(String group) {
    return waiting.computeIfAbsent(
        new Place(depths.getOrDefault(group, 0), group), place -> new Question(place.group()));
  }

  /** The question to be answered next, which is no longer waiting; null if there is none. */
  Question next() {
    Map.Entry<Place, Question> first = waiting.pollFirstEntry();
    return first == null ? null : first.getValue();
  }
}
