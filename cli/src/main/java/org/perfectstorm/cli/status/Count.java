package org.perfectstorm.cli.status;

import java.util.List;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** How many of some objects there are, and how many in each state. */
final class Count {
  private static final String[] RESOURCES = {
    "running",
    "unhealthy",
    "error",
    "creating",
    "created",
    "starting",
    "updating",
    "updated",
    "stopping",
    "stopped",
    "removing",
    "unknown"
  };
  private static final String[] JOBS = {"running", "done", "error", "pending"};
  private static final String[] AGENTS = {"online", "offline"};

  private final int total;
  private final String[] words;
  private final int[] counts;

  private Count(List<Doc> docs, String[] words) {
    this.total = docs.size();
    this.words = words;
    this.counts = new int[words.length];
    for (Doc doc : docs) {
      String status = doc.text("status");
      String health = doc.text("health");
      for (int i = 0; i < words.length; i++) {
        if (words[i].equals(status) || (words[i].equals("unhealthy") && words[i].equals(health))) {
          counts[i]++;
        }
      }
    }
  }

  static Count resources(List<Doc> docs) {
    return new Count(docs, RESOURCES);
  }

  static Count jobs(List<Doc> docs) {
    return new Count(docs, JOBS);
  }

  static Count agents(List<Doc> docs) {
    return new Count(docs, AGENTS);
  }

  int total() {
    return total;
  }

  /** {@code " (3 running, 1 unhealthy)"}; nothing if all counts are zero. */
  String details() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      if (counts[i] > 0) {
        text.append(text.isEmpty() ? " (" : ", ").append(counts[i]).append(' ').append(words[i]);
      }
    }
    return text.isEmpty() ? "" : text.append(')').toString();
  }

  /** {@code {"total": 4, "running": 3, "unhealthy": 1}}, after what is there already. */
  Doc into(DocBuilder builder) {
    builder.put("total", total);
    for (int i = 0; i < words.length; i++) {
      if (counts[i] > 0) {
        builder.put(words[i], counts[i]);
      }
    }
    return builder.build();
  }
}
