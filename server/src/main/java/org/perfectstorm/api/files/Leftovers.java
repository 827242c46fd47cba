package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.perfectstorm.core.Table;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * What an application brought once and brings no longer, unless somebody else needs it: it is
 * deleted, or remembered, so that a later import can do so.
 *
 * @param prune whether it is deleted
 * @param warnings where it is said that it stays
 */
record Leftovers(
    Transaction transaction, Described described, boolean prune, List<Defect> warnings) {
  /** A group or procedure that was deleted. */
  record Removed(Kind kind, Doc object) {}

  /**
   * Deals with those of one application.
   *
   * @param old what the application was
   * @param now what it is
   * @return what was deleted
   */
  List<Removed> of(Entry entry, Doc old, Doc now) {
    List<Removed> removed = new ArrayList<>();
    Doc before = transaction.state().hidden(old.text("id"));
    Doc after = before;
    for (Kind kind : List.of(Kind.GROUP, Kind.PROCEDURE)) {
      String field = kind.path();
      Set<String> left = new LinkedHashSet<>(before.texts(field));
      left.addAll(old.texts(field));
      left.removeAll(now.texts(field));
      left.removeIf(id -> !isLeft(kind, id));
      for (String id : left) {
        Doc object = described.table(kind).get(id);
        if (prune) {
          transaction.delete(kind, id);
          removed.add(new Removed(kind, object));
        } else {
          warnings.add(entry.spot().defect(stays(kind, object)));
        }
      }
      boolean isEmpty = prune || left.isEmpty();
      after = isEmpty ? after.without(field) : after.with(field, List.copyOf(left));
    }
    transaction.hide(Kind.APPLICATION, old.text("id"), after);
    return removed;
  }

  private static String stays(Kind kind, Doc object) {
    String name = object.text("name") == null ? object.text("id") : object.text("name");
    return "the %s \"%s\", which this application brought earlier, stays; prune deletes it"
        .formatted(kind.word(), name);
  }

  private boolean isLeft(Kind kind, String id) {
    Doc object = described.table(kind).get(id);
    Table applications = described.table(Kind.APPLICATION);
    return object != null
        && !described.has(kind, object)
        && applications.referring(kind.path(), id).isEmpty()
        && (kind != Kind.GROUP || applications.referring("components", id).isEmpty());
  }
}
