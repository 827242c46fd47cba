package org.perfectstorm.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * What stormd has to be told.
 *
 * @param full whether {@code resources} are all that there are; else those that are new or changed
 * @param resources whole resources, in the world's order
 * @param gone the native ids of those that are no more; none where {@code full}
 * @param keep the types of resources that are not deleted, mentioned or not
 * @param listed where {@code full}, the native ids of those that earlier parts listed
 */
record Difference(
    boolean full, List<Doc> resources, List<String> gone, Set<String> keep, List<String> listed) {
  /** Of a request: stormd takes 64 MiB, and both of us would have to hold it. */
  private static final int LARGEST = 8 << 20;

  /** Everything, whatever stormd may hold. */
  static Difference full(Collection<Doc> resources) {
    return new Difference(true, List.copyOf(resources), List.of(), Set.of(), List.of());
  }

  /** The same, but nothing of these types is deleted. */
  Difference keeping(Set<String> types) {
    return new Difference(full, resources, gone, types, listed);
  }

  /** From what stormd last acknowledged to what is there now, both by native id. */
  @SuppressWarnings("ReferenceEquality") // The same map needs no look inside.
  static Difference between(Map<String, Doc> known, Map<String, Doc> now) {
    if (known == now) {
      return part(List.of());
    }
    List<Doc> changed = new ArrayList<>();
    now.forEach(
        (id, resource) -> {
          if (!resource.equals(known.get(id))) {
            changed.add(resource);
          }
        });
    List<String> gone = known.keySet().stream().filter(id -> !now.containsKey(id)).toList();
    return new Difference(false, List.copyOf(changed), gone, Set.of(), List.of());
  }

  private static Difference part(List<Doc> resources) {
    return new Difference(false, resources, List.of(), Set.of(), List.of());
  }

  /**
   * The same, as requests that are not too large, one after the other; one unless it is a large
   * world. Only the last deletes anything.
   */
  List<Difference> parts() {
    return parts(LARGEST);
  }

  List<Difference> parts(int largest) {
    List<Difference> parts = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < resources.size(); i++) {
      int length = Json.bytes(resources.get(i)).length;
      if (bytes + length > largest && i > from) {
        parts.add(part(resources.subList(from, i)));
        resources.subList(from, i).forEach(resource -> sent.add(resource.text("native_id")));
        from = i;
        bytes = 0;
      }
      bytes += length;
    }
    List<Doc> rest = resources.subList(from, resources.size());
    parts.add(new Difference(full, rest, gone, keep, full ? sent : List.of()));
    return parts;
  }

  /** Whether there is nothing to tell. A full difference always tells something. */
  boolean isEmpty() {
    return !full && resources.isEmpty() && gone.isEmpty();
  }

  /** What was known, after this difference; the inverse of {@link #between}. */
  Map<String, Doc> appliedTo(Map<String, Doc> known) {
    Map<String, Doc> now = new LinkedHashMap<>(known);
    now.entrySet()
        .removeIf(
            entry ->
                (full ? !listed.contains(entry.getKey()) : gone.contains(entry.getKey()))
                    && (keep.isEmpty() || !keep.contains(entry.getValue().text("type"))));
    resources.forEach(resource -> now.put(resource.text("native_id"), resource));
    return now;
  }

  /** The body of {@code POST /v1/agents/{key}/sync}. */
  Doc body() {
    Doc body = Doc.of("full", full, "resources", Arr.from(resources));
    body = full ? body : body.with("gone", Arr.from(gone));
    body = listed.isEmpty() ? body : body.with("listed", Arr.from(listed));
    return keep.isEmpty() ? body : body.with("keep", Arr.from(keep.stream().sorted().toList()));
  }
}
