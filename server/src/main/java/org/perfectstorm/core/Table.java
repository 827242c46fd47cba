package org.perfectstorm.core;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Position;
import org.perfectstorm.model.Reference;
import org.perfectstorm.value.Doc;

/**
 * All objects of one kind, immutable: by id, by name, by what they refer to, and in list order. A
 * change makes a new table that shares all but a path with the old one.
 */
public final class Table {
  private static final String NATIVE = "native_id";

  private final Kind kind;
  private final Trie<String, Doc> byId;
  private final TreePMap<Position, Doc> ordered;

  /** Ids by name, each an {@link IdSet}: one name may belong to several resources. */
  private final Trie<String, Object> byName;

  /** Ids of the objects that refer to an object by a field, or are known by a native id. */
  private final Trie<Referred, Object> byReference;

  private record Referred(String field, String id) {}

  private Table(
      Kind kind,
      Trie<String, Doc> byId,
      TreePMap<Position, Doc> ordered,
      Trie<String, Object> byName,
      Trie<Referred, Object> byReference) {
    this.kind = kind;
    this.byId = byId;
    this.ordered = ordered;
    this.byName = byName;
    this.byReference = byReference;
  }

  static Table empty(Kind kind) {
    return new Table(kind, Trie.empty(), TreePMap.empty(), Trie.empty(), Trie.empty());
  }

  /** A table of many objects, each with an id of its own: as if added one after the other. */
  static Table of(Kind kind, List<Doc> objects) {
    Trie.Builder<String, Doc> byId = new Trie.Builder<>();
    IdSet.Collector<String> byName = new IdSet.Collector<>();
    IdSet.Collector<Referred> byReference = new IdSet.Collector<>();
    for (Doc object : objects) {
      String id = object.text("id");
      byId.put(id, object);
      kind.names(object).forEach(name -> byName.add(name, id));
      for (Reference reference : kind.references()) {
        for (String referred : ids(object, reference.field())) {
          byReference.add(new Referred(reference.field(), referred), id);
        }
      }
      String known = nativeKey(object.text("owner"), object.text(NATIVE));
      if (known != null) {
        byReference.add(new Referred(NATIVE, known), id);
      }
    }
    return new Table(
        kind, byId.build(), ordered(kind, objects), byName.build(), byReference.build());
  }

  private static TreePMap<Position, Doc> ordered(Kind kind, List<Doc> objects) {
    SortedMap<Position, Doc> ordered = new TreeMap<>();
    objects.forEach(object -> ordered.put(kind.position(object), object));
    return TreePMap.fromSortedMap(ordered);
  }

  /** How many objects there are. */
  public int size() {
    return byId.size();
  }

  /** The object with an id, or null. */
  public Doc get(String id) {
    return byId.get(id);
  }

  /** All objects, in list order. */
  public Collection<Doc> list() {
    return ordered.values();
  }

  /** The objects that come after a place in list order. */
  public Collection<Doc> listAfter(Position place) {
    return ordered.tailMap(place, false).values();
  }

  /** The ids of the objects that have a name; empty if none has it. */
  public Set<String> named(String name) {
    return IdSet.of(byName.get(name));
  }

  /** The object that a key means: its id, or a name that it alone has; null otherwise. */
  public Doc find(String key) {
    Doc object = byId.get(key);
    if (object != null) {
      return object;
    }
    Set<String> ids = named(key);
    return ids.size() == 1 ? byId.get(ids.iterator().next()) : null;
  }

  /** The ids of the objects whose field refers to an id. */
  public Set<String> referring(String field, String id) {
    return IdSet.of(byReference.get(new Referred(field, id)));
  }

  /** The resource that an agent knows by a native id, or null. */
  public Doc known(String owner, String nativeId) {
    Set<String> ids = referring(NATIVE, nativeKey(owner, nativeId));
    return ids.isEmpty() ? null : byId.get(ids.iterator().next());
  }

  /** With an object added, or in the place of the one with its id. */
  Table with(Doc object) {
    String id = object.text("id");
    Doc before = byId.get(id);
    TreePMap<Position, Doc> order = ordered;
    Position position = kind.position(object);
    Trie<String, Object> names = byName;
    Trie<Referred, Object> references = byReference;
    if (before != null) {
      Position old = kind.position(before);
      if (!old.equals(position)) {
        order = order.minus(old);
      }
      if (!kind.names(before).equals(kind.names(object))) {
        names = addNames(removeNames(names, before), object);
      }
      references = moveReferences(references, before, object);
    } else {
      names = addNames(names, object);
      references = moveReferences(references, Doc.EMPTY, object);
    }
    return new Table(kind, byId.plus(id, object), order.plus(position, object), names, references);
  }

  /** Without the object that has an id. */
  Table without(String id) {
    Doc before = byId.get(id);
    if (before == null) {
      return this;
    }
    return new Table(
        kind,
        byId.minus(id),
        ordered.minus(kind.position(before)),
        removeNames(byName, before),
        moveReferences(byReference, before, null));
  }

  private Trie<String, Object> addNames(Trie<String, Object> names, Doc object) {
    for (String name : kind.names(object)) {
      names = plus(names, name, object.text("id"));
    }
    return names;
  }

  private Trie<String, Object> removeNames(Trie<String, Object> names, Doc object) {
    for (String name : kind.names(object)) {
      names = minus(names, name, object.text("id"));
    }
    return names;
  }

  private Trie<Referred, Object> moveReferences(
      Trie<Referred, Object> references, Doc before, Doc after) {
    for (Reference reference : kind.references()) {
      List<String> old = ids(before, reference.field());
      List<String> now = after == null ? List.of() : ids(after, reference.field());
      if (old.equals(now)) {
        continue;
      }
      for (String id : old) {
        references = minus(references, new Referred(reference.field(), id), before.text("id"));
      }
      for (String id : now) {
        references = plus(references, new Referred(reference.field(), id), after.text("id"));
      }
    }
    return moveNative(references, before, after);
  }

  private static Trie<Referred, Object> moveNative(
      Trie<Referred, Object> references, Doc before, Doc after) {
    String old = nativeKey(before.text("owner"), before.text(NATIVE));
    String now = after == null ? null : nativeKey(after.text("owner"), after.text(NATIVE));
    if (Objects.equals(old, now)) {
      return references;
    }
    if (old != null) {
      references = minus(references, new Referred(NATIVE, old), before.text("id"));
    }
    return now == null ? references : plus(references, new Referred(NATIVE, now), after.text("id"));
  }

  private static String nativeKey(String owner, String nativeId) {
    return owner == null || nativeId == null ? null : owner + " " + nativeId;
  }

  private static List<String> ids(Doc object, String field) {
    return object.get(field) instanceof String id ? List.of(id) : object.texts(field);
  }

  private static <K> Trie<K, Object> plus(Trie<K, Object> map, K key, String id) {
    return map.plus(key, IdSet.plus(map.get(key), id));
  }

  private static <K> Trie<K, Object> minus(Trie<K, Object> map, K key, String id) {
    Object left = IdSet.minus(map.get(key), id);
    return left == null ? map.minus(key) : map.plus(key, left);
  }
}
