package org.perfectstorm.provider.swarm.labels;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.perfectstorm.value.Doc;

/**
 * The labels that say in which groups something is: {@code storm-grouped=yes} and, for each group,
 * {@code storm-group-NAME=yes}. All other labels are others'. Pure.
 */
final class Labels {
  private static final String GROUPED = "storm-grouped";
  private static final String GROUP = "storm-group-";
  private static final String YES = "yes";

  /** A name longer than this is nobody's filter. */
  private static final int LONGEST = 200;

  private Labels() {}

  /** Why a group of this name has no label, for people; null if it has one. */
  static String obstacle(String group) {
    if (group.length() > LONGEST) {
      return "its name has more than " + LONGEST + " characters";
    }
    if (group.chars().anyMatch(c -> c == '=' || Character.isISOControl(c))) {
      return "its name has a character (= or a control character) that no filter can ask for";
    }
    return null;
  }

  /** The names of the labels of what is in these groups. */
  static Set<String> of(Collection<String> groups) {
    Set<String> labels = new TreeSet<>();
    for (String group : groups) {
      if (obstacle(group) == null) {
        labels.add(GROUPED);
        labels.add(GROUP + group);
      }
    }
    return labels;
  }

  /**
   * What has to be changed: names of labels, each with {@code yes}, or null to remove it.
   *
   * @param labels the labels that are there
   * @param wanted the names of those labels that are to be there, of {@link #of}
   */
  static Map<String, String> changes(Doc labels, Set<String> wanted) {
    Map<String, String> changes = new TreeMap<>();
    for (Map.Entry<String, Object> label : labels) {
      if (isOurs(label.getKey()) && !wanted.contains(label.getKey())) {
        changes.put(label.getKey(), null);
      }
    }
    for (String name : wanted) {
      if (!YES.equals(labels.get(name))) {
        changes.put(name, YES);
      }
    }
    return changes;
  }

  /** The labels after some changes; others' stay as they are, in their order. */
  static Doc changed(Doc labels, Map<String, String> changes) {
    Map<String, Object> after = new LinkedHashMap<>();
    labels.forEach(label -> after.put(label.getKey(), label.getValue()));
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            after.remove(name);
          } else {
            after.put(name, value);
          }
        });
    return Doc.from(after);
  }

  private static boolean isOurs(String label) {
    return label.equals(GROUPED) || label.startsWith(GROUP);
  }
}
