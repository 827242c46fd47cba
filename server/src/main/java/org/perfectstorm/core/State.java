package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Query;
import org.perfectstorm.value.Doc;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/**
 * Everything that is, at one moment; immutable, so that whoever holds one reads it in peace while
 * the world goes on.
 */
public final class State {
  /** Beyond this share of all resources, going along all of them in order beats sorting. */
  private static final int MANY = 8;

  private static final RoaringBitmap NOBODY = new RoaringBitmap();

  private final Map<Kind, Table> tables;
  private final Ordinals ordinals;

  /** The members of each group that has any. The bitmaps are never changed once they are here. */
  private final HashPMap<String, RoaringBitmap> members;

  /** What objects keep to themselves, by their ids; see {@link #hidden}. */
  private final HashPMap<String, Doc> hidden;

  /** Where the log of each job that has one ends. */
  private final HashPMap<String, Long> logEnds;

  /** The groups whose queries take too long to be asked. */
  private final PSet<String> suspended;

  private final long event;
  private final long memberEvent;

  private State(
      Map<Kind, Table> tables,
      Ordinals ordinals,
      HashPMap<String, RoaringBitmap> members,
      HashPMap<String, Doc> hidden,
      HashPMap<String, Long> logEnds,
      PSet<String> suspended,
      long event,
      long memberEvent) {
    this.tables = tables;
    this.ordinals = ordinals;
    this.members = members;
    this.hidden = hidden;
    this.logEnds = logEnds;
    this.suspended = suspended;
    this.event = event;
    this.memberEvent = memberEvent;
  }

  static State empty() {
    Map<Kind, Table> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, Table.empty(kind));
    }
    return new State(
        tables,
        Ordinals.EMPTY,
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePSet.empty(),
        0,
        0);
  }

  /** The state of many objects, without members, events and what they keep to themselves. */
  static State of(Map<Kind, List<Doc>> objects) {
    // On the processors that there are: with many resources this is what a start waits for.
    Map<Kind, CompletableFuture<Table>> made = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<Doc> all = objects.getOrDefault(kind, List.of());
      made.put(kind, CompletableFuture.supplyAsync(() -> Table.of(kind, all)));
    }
    Ordinals ordinals = Ordinals.of(objects.getOrDefault(Kind.RESOURCE, List.of()));
    Map<Kind, Table> tables = new EnumMap<>(Kind.class);
    made.forEach((kind, table) -> tables.put(kind, table.join()));
    State empty = empty();
    return new State(
        tables,
        ordinals,
        empty.members,
        empty.hidden,
        empty.logEnds,
        empty.suspended,
        empty.event,
        empty.memberEvent);
  }

  /** The objects of a kind. */
  public Table table(Kind kind) {
    return tables.get(kind);
  }

  /** The number of the last event; 0 if there has been none. */
  public long event() {
    return event;
  }

  /**
   * The number of the last {@link org.perfectstorm.model.MemberEvent}; 0 if there has been none.
   */
  public long memberEvent() {
    return memberEvent;
  }

  /** The members of the group with an id, in list order; none if there is no such group. */
  public List<Doc> members(String group) {
    return inListOrder(bits(group));
  }

  /** The resources that match a query, in list order. */
  public Stream<Doc> matching(Query query) {
    RoaringBitmap bits = new RoaringBitmap();
    ordinals.read(
        (batch, first) -> {
          for (long rest = query.among(batch); rest != 0; rest &= rest - 1) {
            bits.add(first + Long.numberOfTrailingZeros(rest));
          }
        });
    // So many that to ask again, in order, is quicker than to put them in order.
    return isMany(bits)
        ? query.among(table(Kind.RESOURCE).list().stream())
        : inListOrder(bits).stream();
  }

  private boolean isMany(RoaringBitmap bits) {
    return bits.getCardinality() > table(Kind.RESOURCE).size() / MANY;
  }

  private List<Doc> inListOrder(RoaringBitmap bits) {
    Table resources = table(Kind.RESOURCE);
    List<Doc> list = new ArrayList<>(bits.getCardinality());
    if (isMany(bits)) {
      for (Doc resource : resources.list()) {
        if (bits.contains(ordinals.of(resource.text("id")))) {
          list.add(resource);
        }
      }
      return list;
    }
    bits.forEach((int number) -> list.add(ordinals.resource(number)));
    Kind.RESOURCE.sort(list);
    return list;
  }

  /** How many members the group with an id has. */
  public int memberCount(String group) {
    return bits(group).getCardinality();
  }

  /** How many resources are members of any group. */
  public int inGroups() {
    return FastAggregation.or(members.values().iterator()).getCardinality();
  }

  /** Whether a resource is a member of a group, both by id. */
  public boolean isMember(String group, String resource) {
    int number = ordinals.of(resource);
    return number >= 0 && bits(group).contains(number);
  }

  /**
   * What an object keeps to itself, such as secrets in the clear: never part of an answer, an event
   * or a query, but stored with the object and gone with it.
   *
   * @param id the object's id
   * @return empty if it keeps nothing to itself
   */
  public Doc hidden(String id) {
    return hidden.getOrDefault(id, Doc.EMPTY);
  }

  /** How many bytes were ever added to a job's log. */
  public long logEnd(String job) {
    return logEnds.getOrDefault(job, 0L);
  }

  /**
   * Whether a group's query is no longer asked, since it takes too long: its members stay as they
   * were when that was found, but for those who are deleted.
   */
  public boolean isSuspended(String group) {
    return suspended.contains(group);
  }

  PSet<String> suspended() {
    return suspended;
  }

  /** With a group suspended, or not. */
  State suspending(String group, boolean is) {
    PSet<String> changed = is ? suspended.plus(group) : suspended.minus(group);
    return new State(tables, ordinals, members, hidden, logEnds, changed, event, memberEvent);
  }

  Ordinals ordinals() {
    return ordinals;
  }

  /** The members of a group, by ordinal; not to be changed. */
  RoaringBitmap bits(String group) {
    return members.getOrDefault(group, NOBODY);
  }

  State with(Kind kind, Doc object) {
    Ordinals numbers = kind == Kind.RESOURCE ? ordinals.with(object) : ordinals;
    return with(kind, table(kind).with(object), numbers);
  }

  State without(Kind kind, String id) {
    Ordinals numbers = kind == Kind.RESOURCE ? ordinals.without(id) : ordinals;
    return with(kind, table(kind).without(id), numbers).hiding(id, Doc.EMPTY).withLogEnd(id, 0);
  }

  /** With what an object keeps to itself; empty for nothing. */
  State hiding(String id, Doc kept) {
    if (kept.isEmpty() && !hidden.containsKey(id)) {
      return this;
    }
    return new State(
        tables,
        ordinals,
        members,
        kept.isEmpty() ? hidden.minus(id) : hidden.plus(id, kept),
        logEnds,
        suspended,
        event,
        memberEvent);
  }

  /** With another end of a job's log; 0 for no log. */
  State withLogEnd(String job, long end) {
    if (end == 0 && !logEnds.containsKey(job)) {
      return this;
    }
    HashPMap<String, Long> ends = end == 0 ? logEnds.minus(job) : logEnds.plus(job, end);
    return new State(tables, ordinals, members, hidden, ends, suspended, event, memberEvent);
  }

  State at(long lastEvent, long lastMemberEvent) {
    return new State(
        tables, ordinals, members, hidden, logEnds, suspended, lastEvent, lastMemberEvent);
  }

  /** With the members of a group, which must not be changed afterwards; null for none. */
  State withMembers(String group, RoaringBitmap bits) {
    HashPMap<String, RoaringBitmap> changed =
        bits == null || bits.isEmpty() ? members.minus(group) : members.plus(group, bits);
    return new State(tables, ordinals, changed, hidden, logEnds, suspended, event, memberEvent);
  }

  /** With groups that have none of some resources, by ordinal. */
  State withoutMembers(RoaringBitmap gone) {
    State state = this;
    for (Map.Entry<String, RoaringBitmap> group : members.entrySet()) {
      if (RoaringBitmap.intersects(group.getValue(), gone)) {
        state = state.withMembers(group.getKey(), RoaringBitmap.andNot(group.getValue(), gone));
      }
    }
    return state;
  }

  private State with(Kind kind, Table table, Ordinals numbers) {
    Map<Kind, Table> changed = new EnumMap<>(tables);
    changed.put(kind, table);
    return new State(changed, numbers, members, hidden, logEnds, suspended, event, memberEvent);
  }
}
