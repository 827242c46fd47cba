package org.perfectstorm.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.perfectstorm.core.State;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** How many there are of everything, and how they are: what {@code stormctl status} tells. */
final class Summary {
  private static final String UNHEALTHY = "unhealthy";

  private Summary() {}

  /**
   * {@code {"groups": [{"id", "name", "total", "running", ..}], "resources": {"total", ..},
   * "in_groups": n, "jobs": {..}, "agents": {..}, "troubles": [{"agent", "message"}]}}; counts that
   * are zero are left out, and so are the troubles if there are none.
   */
  static Doc of(State state) {
    List<Doc> groups = new ArrayList<>();
    for (Doc group : state.table(Kind.GROUP).list()) {
      DocBuilder one = new DocBuilder();
      one.put("id", group.text("id")).put("name", group.text("name"));
      groups.add(counted(one, state.members(group.text("id")), Kind.RESOURCE));
    }
    DocBuilder summary =
        new DocBuilder()
            .put("groups", Arr.holding(groups))
            .put("resources", counted(state, Kind.RESOURCE))
            .put("in_groups", state.inGroups())
            .put("jobs", counted(state, Kind.JOB))
            .put("agents", counted(state, Kind.AGENT));
    List<Doc> troubles = troubles(state);
    if (!troubles.isEmpty()) {
      summary.put("troubles", Arr.holding(troubles));
    }
    return summary.build();
  }

  /** What agents say that keeps them from their work. */
  private static List<Doc> troubles(State state) {
    List<Doc> troubles = new ArrayList<>();
    for (Doc agent : state.table(Kind.AGENT).list()) {
      if (agent.text("message") != null) {
        String name = agent.text("name") == null ? agent.text("id") : agent.text("name");
        troubles.add(Doc.of("agent", name, "message", agent.text("message")));
      }
    }
    return troubles;
  }

  private static Doc counted(State state, Kind kind) {
    return counted(new DocBuilder(), state.table(kind).list(), kind);
  }

  /** Health counts only if it is bad: what is well or unknown is no news. */
  private static Doc counted(DocBuilder into, Collection<Doc> objects, Kind kind) {
    List<String> words = words(kind);
    int[] counts = new int[words.size()];
    int unhealthy = words.indexOf(UNHEALTHY);
    for (Doc object : objects) {
      int status = words.indexOf(object.text("status"));
      if (status >= 0) {
        counts[status]++;
      }
      if (unhealthy >= 0 && UNHEALTHY.equals(object.text("health"))) {
        counts[unhealthy]++;
      }
    }
    into.put("total", objects.size());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        into.put(words.get(i), counts[i]);
      }
    }
    return into.build();
  }

  /** The statuses of a kind in the order in which they are told. */
  private static List<String> words(Kind kind) {
    List<String> words = new ArrayList<>(kind.statuses());
    if (kind == Kind.RESOURCE) {
      words.add(UNHEALTHY);
    }
    words.sort(Comparator.comparingInt(Summary::rank));
    return words;
  }

  /** What is well first, then what is not, at the end what nobody knows yet. */
  private static int rank(String status) {
    return switch (status) {
      case "running", "done" -> 0;
      case UNHEALTHY -> 1;
      case "error" -> 2;
      case "pending", "unknown" -> 4;
      default -> 3;
    };
  }
}
