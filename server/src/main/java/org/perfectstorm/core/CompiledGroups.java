package org.perfectstorm.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Membership;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.mql.QueryIndex;
import org.perfectstorm.store.Change;
import org.perfectstorm.value.Doc;

/**
 * The groups of a state, compiled, and found by what they depend on: by what a resource holds, by a
 * resource that they pin, by a name that they refer to. They can be brought back to the state that
 * is durable. For one thread.
 */
final class CompiledGroups {
  private final Membership membership;
  private final Map<String, LiveGroup> groups = new HashMap<>();

  /** The groups that have a query, to be found by what a resource holds. */
  private final QueryIndex<String> index;

  /** The groups that include a resource by its id. */
  private final Map<String, Set<String>> pinning = new HashMap<>();

  /** The groups whose query refers to an object, or asks a group, by a name or id. */
  private final Map<String, Set<String>> referring = new HashMap<>();

  /**
   * How deep a group's query asks other groups: 0 if it asks none. Lower ones are answered first.
   */
  private final Map<String, Integer> depths = new HashMap<>();

  /** Whether the queries follow from changes that are not durable yet. */
  private boolean unsettled;

  /**
   * @param patience is told what asking them takes
   * @param membership what queries see of other groups
   */
  CompiledGroups(Patience patience, Membership membership) {
    this.index = new QueryIndex<>(patience);
    this.membership = membership;
  }

  /** Null if there is none. */
  LiveGroup get(String id) {
    return groups.get(id);
  }

  Set<String> ids() {
    return groups.keySet();
  }

  QueryIndex<String> index() {
    return index;
  }

  Map<String, Integer> depths() {
    return depths;
  }

  boolean isUnsettled() {
    return unsettled;
  }

  /** The groups that include a resource by its id. */
  Set<String> pinning(String resource) {
    return pinning.getOrDefault(resource, Set.of());
  }

  /** The groups whose query means something by a name or id, as they are now. */
  List<String> referringTo(String name) {
    return List.copyOf(referring.getOrDefault(name, Set.of()));
  }

  /** What was changed is durable. */
  void settle() {
    unsettled = false;
  }

  /**
   * Back to a state, if anything was changed since the last {@link #settle}. Maybe not all of that
   * state is durable either: whether it is, {@link #settle} says.
   */
  void restore(State state) {
    if (unsettled) {
      compileAll(state);
    }
  }

  /** Compiles every group of a state, and only those. */
  void compileAll(State state) {
    List.copyOf(groups.values()).forEach(this::forget);
    for (Doc group : state.table(Kind.GROUP).list()) {
      compile(group, state);
    }
    findDepths(state);
    unsettled = true;
  }

  /** Compiles a group of a state, whether it is known or new. */
  void compile(Doc group, State state) {
    LiveGroup old = groups.get(group.text("id"));
    LiveGroup now;
    try {
      now = LiveGroup.of(group, state, membership);
    } catch (QueryException e) {
      // The API refuses such a query; one that got here another way has only its pinned members.
      now = LiveGroup.of(group.with("query", Doc.EMPTY), state, membership);
    }
    if (old != null) {
      forget(old);
    }
    remember(now, state);
    unsettled = true;
  }

  private void remember(LiveGroup group, State state) {
    groups.put(group.id(), group);
    if (group.query() != null && !state.isSuspended(group.id())) {
      index.put(group.id(), group.query());
    }
    group.include().forEach(resource -> add(pinning, resource, group.id()));
    group.names().forEach(name -> add(referring, name, group.id()));
    group.asks().forEach(name -> add(referring, name, group.id()));
  }

  private void forget(LiveGroup group) {
    groups.remove(group.id());
    index.remove(group.id());
    group.include().forEach(resource -> remove(pinning, resource, group.id()));
    group.names().forEach(name -> remove(referring, name, group.id()));
    group.asks().forEach(name -> remove(referring, name, group.id()));
  }

  private static void add(Map<String, Set<String>> groupsByKey, String key, String group) {
    groupsByKey.computeIfAbsent(key, _ -> new HashSet<>()).add(group);
  }

  private static void remove(Map<String, Set<String>> groupsByKey, String key, String group) {
    Set<String> ids = groupsByKey.get(key);
    if (ids != null && ids.remove(group) && ids.isEmpty()) {
      groupsByKey.remove(key);
    }
  }

  /** A group is gone. */
  void remove(String id) {
    forget(groups.get(id));
    unsettled = true;
  }

  /** A group is no longer asked. */
  void suspend(String id) {
    index.remove(id);
    unsettled = true;
  }

  /** Whether a group has the members it had, if nothing else changes. */
  static boolean sameMembership(Change change) {
    return change.before() != null
        && Stream.of("query", "include", "exclude")
            .allMatch(f -> Objects.equals(change.before().get(f), change.after().get(f)));
  }

  /** The names and ids that mean something else after a change. */
  static void addMeanings(Change change, Set<String> names) {
    List<String> before =
        change.before() == null ? List.of() : change.kind().names(change.before());
    List<String> after = change.after() == null ? List.of() : change.kind().names(change.after());
    if (!before.equals(after)) {
      names.addAll(before);
      names.addAll(after);
    }
    if (change.before() == null || change.after() == null) {
      names.add(change.id());
    }
  }

  /** The groups that ask a group. */
  Set<String> dependents(LiveGroup group) {
    String name = group.group().text("name");
    Set<String> dependents = new HashSet<>();
    for (String called : name == null ? List.of(group.id()) : List.of(group.id(), name)) {
      for (String other : referring.getOrDefault(called, Set.of())) {
        if (groups.get(other).asks().contains(called)) {
          dependents.add(other);
        }
      }
    }
    return dependents;
  }

  /** To be called when groups were compiled or removed. */
  void findDepths(State state) {
    depths.clear();
    groups.keySet().forEach(id -> findDepth(id, state, new HashSet<>()));
  }

  private int findDepth(String id, State state, Set<String> above) {
    Integer known = depths.get(id);
    if (known != null || !groups.containsKey(id) || !above.add(id)) {
      return known == null ? 0 : known;
    }
    int depth = 0;
    for (String name : groups.get(id).asks()) {
      Doc asked = state.table(Kind.GROUP).find(name);
      if (asked != null) {
        depth = Math.max(depth, 1 + findDepth(asked.text("id"), state, above));
      }
    }
    depths.put(id, depth);
    return depth;
  }
}
