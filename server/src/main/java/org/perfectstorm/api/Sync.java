package org.perfectstorm.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.api.schema.Type;
import org.perfectstorm.api.schema.World;
import org.perfectstorm.core.Table;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * Brings what is kept of an agent's world in line with what the agent sees, in one commit.
 *
 * <p>Resources are known by their native id; one that an older client saved without it, by that id
 * among its names. What is equal is left alone, without an event.
 */
final class Sync implements World {
  private static final Type NATIVE_ID = new Type.Text(false);

  /** What a resource goes with. */
  private static final List<String> ABOVE = List.of("parent", "cluster", "host");

  private final Transaction transaction;
  private final String agent;

  /** The ids of the resources of this request, new and old, by native id. */
  private final Map<String, String> ids = new HashMap<>();

  private final Set<String> gone = new HashSet<>();

  /** The types of which the agent knows nothing now. */
  private final Set<String> keep = new HashSet<>();

  /** What earlier parts of the same full sync listed. */
  private final Set<String> listed = new HashSet<>();

  private boolean full;

  Sync(Transaction transaction, String agent) {
    this.transaction = transaction;
    this.agent = agent;
  }

  /**
   * Does it.
   *
   * @param body {@code {"full": .., "resources": [..], "gone": [..], "keep": [..], "listed": [..]}}
   * @return how many resources were created, updated, deleted, left alone
   * @throws Invalid with all that is wrong; nothing may be kept then
   */
  Doc apply(Object body) {
    Doc request = Schemas.SYNC.read(body, this);
    full = Boolean.TRUE.equals(request.get("full"));
    if (full && request.get("resources") == null) {
      throw Invalid.field("resources", "This field is required.");
    }
    gone.addAll(request.texts("gone"));
    keep.addAll(request.texts("keep"));
    listed.addAll(request.texts("listed"));
    List<Doc> seen = read(request.arr("resources"));

    int before = table().size();
    int created = 0;
    int updated = 0;
    for (Doc resource : seen) {
      Doc old = table().get(resource.text("id"));
      if (old == null) {
        created++;
      } else if (!old.equals(resource)) {
        updated++;
      } else {
        continue;
      }
      transaction.put(Kind.RESOURCE, resource);
    }
    // Last, when nothing that is seen refers to them any more.
    lost().forEach(id -> transaction.delete(Kind.RESOURCE, id));
    return Doc.of(
        "created",
        created,
        "updated",
        updated,
        "deleted",
        before + created - table().size(),
        "unchanged",
        seen.size() - created - updated);
  }

  private List<Doc> read(Arr resources) {
    Map<Integer, Object> errors = new TreeMap<>();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      String nativeId = nativeId((Doc) resources.get(i));
      given.add(nativeId == null ? Ids.create(Kind.RESOURCE) : id(nativeId));
      if (nativeId != null && ids.putIfAbsent(nativeId, given.getLast()) != null) {
        errors.put(i, Doc.of("native_id", Arr.of(Type.TAKEN)));
      }
    }
    List<Doc> read = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      try {
        Doc resource = ((Doc) resources.get(i)).with("owner", agent);
        read.add(Schemas.SYNCED.create(given.get(i), resource, this));
      } catch (Invalid e) {
        errors.putIfAbsent(i, e.errors());
      }
    }
    if (!errors.isEmpty()) {
      DocBuilder byIndex = new DocBuilder();
      errors.forEach((index, error) -> byIndex.put(Integer.toString(index), error));
      throw Invalid.inside(Doc.of("resources", byIndex.build()));
    }
    return read;
  }

  private String nativeId(Doc resource) {
    try {
      Object value = resource.get("native_id");
      return value == null ? null : (String) NATIVE_ID.read(value, this);
    } catch (Invalid e) {
      return null; // Said when the resource is read.
    }
  }

  /** The id of the resource that this agent knows by a native id, or a new one. */
  private String id(String nativeId) {
    String known = known(nativeId);
    return known == null ? Ids.create(Kind.RESOURCE) : known;
  }

  private String known(String nativeId) {
    Doc known = table().known(agent, nativeId);
    if (known != null) {
      return known.text("id");
    }
    return table().named(nativeId).stream()
        .map(table()::get)
        .filter(resource -> agent.equals(resource.text("owner")) && !resource.has("native_id"))
        .map(resource -> resource.text("id"))
        .min(String::compareTo)
        .orElse(null);
  }

  /** The ids of the resources that are no more. */
  private Set<String> lost() {
    Set<String> lost = new TreeSet<>();
    if (full) {
      lost.addAll(table().referring("owner", agent));
      lost.removeAll(Set.copyOf(ids.values()));
      listed.stream().map(this::known).filter(Objects::nonNull).forEach(lost::remove);
    } else {
      for (String nativeId : gone) {
        String id = ids.containsKey(nativeId) ? null : known(nativeId);
        if (id != null) {
          lost.add(id);
        }
      }
    }
    if (!keep.isEmpty() && !lost.isEmpty()) {
      lost.removeAll(kept());
    }
    return lost;
  }

  /** The ids of what is kept whether it is seen or not, and of what that hangs on. */
  private Set<String> kept() {
    Set<String> kept = new HashSet<>();
    Deque<String> above = new ArrayDeque<>();
    for (String id : table().referring("owner", agent)) {
      if (keep.contains(table().get(id).text("type"))) {
        above.add(id);
      }
    }
    while (!above.isEmpty()) {
      String id = above.remove();
      Doc resource = table().get(id);
      if (resource != null && kept.add(id)) {
        ABOVE.stream().map(resource::text).filter(Objects::nonNull).forEach(above::add);
      }
    }
    return kept;
  }

  private Table table() {
    return transaction.state().table(Kind.RESOURCE);
  }

  @Override
  public String find(Kind kind, String key) {
    if (kind == Kind.AGENT) {
      return key;
    }
    String seen = ids.get(key);
    boolean stays = full ? listed.contains(key) : !gone.contains(key);
    return seen == null && stays ? known(key) : seen;
  }

  @Override
  public Doc get(Kind kind, String id) {
    return transaction.state().table(kind).get(id);
  }

  @Override
  public boolean isTaken(Kind kind, String field, Object value, String exceptId) {
    return false;
  }

  @Override
  public boolean isKnown(String owner, String nativeId, String exceptId) {
    return false;
  }

  @Override
  public Instant now() {
    return transaction.date();
  }
}
