package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Table;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Writes groups, procedures and applications as documents that import to the same. */
public final class Export {
  private final State state;
  private final Set<Kind> kinds;
  private final List<Doc> documents = new ArrayList<>();
  private final Set<String> written = new HashSet<>();

  private Export(State state, Set<Kind> kinds) {
    this.state = state;
    this.kinds = kinds;
  }

  /**
   * The documents of some objects. An application comes with the groups and procedures that it
   * brings nested in it, and after those of its groups that no application brings.
   *
   * @param kinds of {@code GROUP}, {@code PROCEDURE}, {@code APPLICATION}; empty for all three
   * @param names of which objects, or their ids; empty for all
   * @return null if there is nothing of one of the names
   */
  public static List<Doc> of(State state, Set<Kind> kinds, Set<String> names) {
    Export export = new Export(state, kinds);
    return export.all(names) ? export.documents : null;
  }

  private boolean all(Set<String> names) {
    if (names.isEmpty()) {
      Kind.IN_FILES.forEach(kind -> each(kind, state.table(kind).list()));
      return true;
    }
    Set<String> missing = new LinkedHashSet<>(names);
    for (Kind kind : Kind.IN_FILES) {
      List<Doc> found = new ArrayList<>();
      for (String name : names) {
        Doc object = wants(kind) ? state.table(kind).find(name) : null;
        if (object != null) {
          found.add(object);
          missing.remove(name);
        }
      }
      found.forEach(object -> write(kind, object));
    }
    return missing.isEmpty();
  }

  /** All of a kind; if everything is wanted, without those that stand in an application. */
  private void each(Kind kind, Iterable<Doc> objects) {
    for (Doc object : objects) {
      if (wants(kind) && !(wants(Kind.APPLICATION) && isBrought(kind, object))) {
        write(kind, object);
      }
    }
  }

  private boolean wants(Kind kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  private boolean isBrought(Kind kind, Doc object) {
    return kind != Kind.APPLICATION
        && !state.table(Kind.APPLICATION).referring(kind.path(), object.text("id")).isEmpty();
  }

  private void write(Kind kind, Doc object) {
    if (!written.add(object.text("id"))) {
      return;
    }
    if (kind != Kind.APPLICATION) {
      documents.add(Doc.of(kind.word(), FileForm.of(kind, object, state)));
      return;
    }
    Table groups = state.table(Kind.GROUP);
    for (String id : object.texts("components")) {
      Doc group = groups.get(id);
      if (group != null && !isBrought(Kind.GROUP, group)) {
        write(Kind.GROUP, group);
      }
    }
    documents.add(
        Doc.of(
            kind.word(),
            FileForm.application(object, state, nested -> written.add(nested.text("id")))));
  }
}
