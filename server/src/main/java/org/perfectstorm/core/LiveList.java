package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Query;
import org.perfectstorm.template.TemplateObject;
import org.perfectstorm.value.Doc;

/**
 * Resources or groups as templates see them: a list in list order, whose elements are found by id
 * or name, and which gives a shorter list when it is called with a query.
 */
final class LiveList implements TemplateObject {
  private static final int LONGEST_QUERY = 64 << 10;

  private final Kind kind;
  private final State state;
  private final Budget budget;

  /** What is in it; null for all of the kind. */
  private final List<Doc> some;

  private List<?> elements;

  private LiveList(Kind kind, State state, Budget budget, List<Doc> some) {
    this.kind = kind;
    this.state = state;
    this.budget = budget;
    this.some = some;
  }

  /** All resources, or all groups. */
  static LiveList of(Kind kind, State state, Budget budget) {
    return new LiveList(kind, state, budget, null);
  }

  /** The members of a group. */
  static LiveList members(String group, State state, Budget budget) {
    budget.spend(state.memberCount(group));
    return new LiveList(Kind.RESOURCE, state, budget, state.members(group));
  }

  @Override
  public String kind() {
    return kind.word() + "s";
  }

  @Override
  public Object item(String key) {
    Doc found = state.table(kind).find(key);
    if (found == null || some == null) {
      return found == null ? MISSING : shown(found);
    }
    budget.spend(some.size());
    return some.contains(found) ? shown(found) : MISSING;
  }

  @Override
  public List<?> elements() {
    if (elements == null) {
      budget.spend(docs().size());
      elements =
          kind == Kind.RESOURCE ? List.copyOf(docs()) : docs().stream().map(this::shown).toList();
    }
    return elements;
  }

  /** {@code resources({'type': 'task'})}; without a query, all. */
  @Override
  public Object call(List<?> arguments, Map<String, ?> named) {
    if (arguments.isEmpty() && named.isEmpty()) {
      return this;
    }
    if (arguments.size() != 1 || !named.isEmpty() || !(arguments.getFirst() instanceof Doc query)) {
      throw new IllegalArgumentException(
          kind() + "(..) takes one query, such as {'name': 'x'}".replace("name", example()));
    }
    if (query.toString().length() > LONGEST_QUERY) {
      throw new IllegalArgumentException(
          "a query in a template may have " + LONGEST_QUERY + " characters at most");
    }
    budget.spend(docs().size());
    Query compiled = ObjectQuery.compile(kind, state, query);
    if (some == null && kind == Kind.RESOURCE && !compiled.isCostly() && !query.isEmpty()) {
      List<Doc> found = state.matching(compiled).toList();
      budget.check();
      return new LiveList(kind, state, budget, found);
    }
    List<Doc> matching = new ArrayList<>();
    for (Doc doc : docs()) {
      budget.check();
      if (query.isEmpty() || compiled.matches(doc)) {
        matching.add(doc);
      }
    }
    return new LiveList(kind, state, budget, matching);
  }

  @Override
  public Collection<String> names() {
    return docs().stream().limit(1001).flatMap(doc -> kind.names(doc).stream()).toList();
  }

  private String example() {
    return kind == Kind.RESOURCE ? "type" : "name";
  }

  private Collection<Doc> docs() {
    return some == null ? state.table(kind).list() : some;
  }

  private Object shown(Doc doc) {
    return kind == Kind.GROUP ? new SeenGroup(doc, state, budget) : doc;
  }
}
