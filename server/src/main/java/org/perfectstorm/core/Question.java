package org.perfectstorm.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.roaringbitmap.RoaringBitmap;

/** About whom a group must be asked, and why. */
final class Question {
  private final String group;
  private final Map<String, Long> causes = new LinkedHashMap<>();
  private final RoaringBitmap known = new RoaringBitmap();
  private long causeForAll = -1;
  private RoaringBitmap changed = new RoaringBitmap();
  private long causeOfChanged;

  Question(String group) {
    this.group = group;
  }

  String group() {
    return group;
  }

  /**
   * @param cause the number of the event behind it; the first one counts
   */
  void about(String resource, long cause) {
    causes.putIfAbsent(resource, cause);
  }

  void aboutEverybody(long cause) {
    causeForAll = cause;
  }

  /**
   * The answer for a resource that changed is known: another than before. The event of the resource
   * is behind it.
   *
   * @param number the resource by its ordinal
   */
  void answered(int number) {
    known.add(number);
  }

  /** The resources that changed and for which the answer is known. */
  RoaringBitmap known() {
    return known;
  }

  /**
   * Whether each of some resources belongs to the group is known to have changed.
   *
   * @param numbers the resources by their ordinals, maybe of some who are gone
   */
  void answered(RoaringBitmap numbers, long cause) {
    changed = numbers;
    causeOfChanged = cause;
  }

  /** The resources for which the answer is known: it is another than before. */
  RoaringBitmap changed() {
    return changed;
  }

  /** The number of the event behind what is known. */
  long causeOfChanged() {
    return causeOfChanged;
  }

  /** The ids of the resources to ask about, each with the number of the event behind it. */
  Map<String, Long> about(State state) {
    if (causeForAll < 0) {
      return causes;
    }
    Map<String, Long> all = new LinkedHashMap<>(causes);
    for (Doc resource : state.table(Kind.RESOURCE).list()) {
      all.put(resource.text("id"), causeForAll);
    }
    return all;
  }
}
