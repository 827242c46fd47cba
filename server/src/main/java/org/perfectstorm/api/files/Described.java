package org.perfectstorm.api.files;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.perfectstorm.core.Table;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Spelling;

/**
 * What documents describe so far, beside what is there: all that they may refer to. For one import.
 */
final class Described {
  private final Transaction transaction;
  private final List<Defect> defects;

  /** Where each object was described first. */
  private final Map<Named, Entry> first = new HashMap<>();

  /** Objects that are described wrongly: that others refer to them is not another mistake. */
  private final Set<Named> wrong = new HashSet<>();

  private record Named(Kind kind, String key) {
    static Named of(Entry entry) {
      return new Named(entry.kind(), entry.key());
    }
  }

  /**
   * @param defects where what is not there is said
   */
  Described(Transaction transaction, List<Defect> defects) {
    this.transaction = transaction;
    this.defects = defects;
  }

  /** Adds an object; what described it first, or null if this does. */
  Entry add(Entry entry) {
    return entry.key() == null ? null : first.putIfAbsent(Named.of(entry), entry);
  }

  /** Remembers that an object is described wrongly. */
  void isWrong(Entry entry) {
    wrong.add(Named.of(entry));
  }

  /** Whether the documents describe an object that is there. */
  boolean has(Kind kind, Doc object) {
    return first.keySet().stream()
        .anyMatch(named -> named.kind == kind && object.equals(table(kind).find(named.key)));
  }

  /** The objects of a kind, as they are now. */
  Table table(Kind kind) {
    return transaction.state().table(kind);
  }

  /** The id of an object that a document names; null, and said, if there is none. */
  String id(Kind kind, String name, Spot spot) {
    if (wrong.contains(new Named(kind, name))) {
      return null;
    }
    Doc object = table(kind).find(name);
    if (object != null) {
      return object.text("id");
    }
    Stream<String> here = first.keySet().stream().filter(each -> each.kind == kind).map(Named::key);
    Stream<String> there = table(kind).list().stream().flatMap(each -> kind.names(each).stream());
    List<String> known = Stream.concat(here, there).toList();
    defects.add(
        spot.defect(
            "there is no " + kind.word() + " \"" + name + "\"", Spelling.nearest(name, known)));
    return null;
  }
}
