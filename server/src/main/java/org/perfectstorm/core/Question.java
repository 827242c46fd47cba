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
  private long causeForAll = -1;
  private RoaringBitmap some = new RoaringBitmap();
  private long causeForSome;

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
   * @param numbers the resources by their ordinals, maybe of some who are gone
   */
  void aboutSome(RoaringBitmap numbers, long cause) {
    some = numbers;
    causeForSome = cause;
  }

  /** The ids of the resources to ask about, each with the number of the event behind it. */
  Map<String, Long> about(State state) {
    Map<String, Long> all = new LinkedHashMap<>(causes);
    for (int number : some) {
      String id = state.ordinals().id(number);
      if (id != null) {
        all.put(id, causeForSome);
      }
    }
    if (causeForAll < 0) {
      return all;
    }
    for (Doc resource : state.table(Kind.RESOURCE).list()) {
      all.put(resource.text("id"), causeForAll);
    }
    return all;
  }
}
