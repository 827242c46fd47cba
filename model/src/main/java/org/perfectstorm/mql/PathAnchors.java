package org.perfectstorm.mql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The queries that are anchored at one path, by what they require there. For one thread. */
final class PathAnchors {
  private final Path path;
  private final int number;
  private final Map<Object, Slots> equal = new HashMap<>();
  private final Map<String, Slots> prefixes = new HashMap<>();

  /** How many prefixes there are of each length. */
  private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

  private final Slots present = new Slots();

  /**
   * @param number the path's number among {@link ReadPaths}
   */
  PathAnchors(Path path, int number) {
    this.path = path;
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isEmpty() {
    return equal.isEmpty() && prefixes.isEmpty() && present.size() == 0;
  }

  /** How many queries stand at an anchor. */
  int crowd(Anchor anchor) {
    Slots slots =
        switch (anchor) {
          case Anchor.Equals wanted -> equal.get(wanted.key());
          case Anchor.Prefix wanted -> prefixes.get(wanted.text());
          case Anchor.Present _ -> present;
        };
    return slots == null ? 0 : slots.size();
  }

  void add(Anchor anchor, int slot) {
    switch (anchor) {
      case Anchor.Equals wanted -> equal.computeIfAbsent(wanted.key(), _ -> new Slots()).add(slot);
      case Anchor.Prefix wanted -> {
        Slots slots = prefixes.get(wanted.text());
        if (slots == null) {
          slots = new Slots();
          prefixes.put(wanted.text(), slots);
          lengths.merge(wanted.text().length(), 1, Integer::sum);
        }
        slots.add(slot);
      }
      case Anchor.Present _ -> present.add(slot);
    }
  }

  void remove(Anchor anchor, int slot) {
    switch (anchor) {
      case Anchor.Equals wanted -> {
        Slots slots = equal.get(wanted.key());
        slots.remove(slot);
        if (slots.size() == 0) {
          equal.remove(wanted.key());
        }
      }
      case Anchor.Prefix wanted -> {
        Slots slots = prefixes.get(wanted.text());
        slots.remove(slot);
        if (slots.size() == 0) {
          prefixes.remove(wanted.text());
          lengths.computeIfPresent(
              wanted.text().length(), (_, count) -> count == 1 ? null : count - 1);
        }
      }
      case Anchor.Present _ -> present.remove(slot);
    }
  }

  /** Tells the queries whose anchor a document has; one may be told several times. */
  void find(Object root, Collect collect, IntConsumer found) {
    List<Object> values = collect.along(path, root);
    if (values.isEmpty()) {
      return;
    }
    tell(present, found);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (!equal.isEmpty()) {
        tell(equal.get(Anchor.key(value)), found);
      }
      if (value instanceof String text && !lengths.isEmpty()) {
        for (int length : lengths.keySet()) {
          if (length > text.length()) {
            break;
          }
          tell(prefixes.get(text.substring(0, length)), found);
        }
      }
    }
  }

  private static void tell(Slots slots, IntConsumer found) {
    if (slots != null) {
      for (int i = 0; i < slots.size(); i++) {
        found.accept(slots.get(i));
      }
    }
  }
}
