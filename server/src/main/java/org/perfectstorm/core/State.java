package org.perfectstorm.core;

import java.util.EnumMap;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * Everything that is, at one moment; immutable, so that whoever holds one reads it in peace while
 * the world goes on.
 */
public final class State {
  private final Map<Kind, Table> tables;
  private final long event;

  private State(Map<Kind, Table> tables, long event) {
    this.tables = tables;
    this.event = event;
  }

  static State empty() {
    Map<Kind, Table> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, Table.empty(kind));
    }
    return new State(tables, 0);
  }

  /** The objects of a kind. */
  public Table table(Kind kind) {
    return tables.get(kind);
  }

  /** The number of the last event; 0 if there has been none. */
  public long event() {
    return event;
  }

  State with(Kind kind, Doc object) {
    return with(kind, table(kind).with(object));
  }

  State without(Kind kind, String id) {
    return with(kind, table(kind).without(id));
  }

  State at(long number) {
    return new State(tables, number);
  }

  private State with(Kind kind, Table table) {
    Map<Kind, Table> changed = new EnumMap<>(tables);
    changed.put(kind, table);
    return new State(changed, event);
  }
}
